import { devicesOf, type Example } from './example.js';

export const watchReboot: Example = {
  shows: 'Third step: follow the command until the last device has ended.',
  document: `# 3 of 3: how far have they come?
#
# A subscription answers again and again, whenever
# something that is asked for has changed. It ends
# when all devices have, or with the stop button.
#
# Below stands the command that was sent last.

subscription WatchReboot($command: ID!) {
  commandProgress(id: $command) {
    command
    phase
    counts {
      total
      queued
      inProgress
      succeeded
      failed
    }
    results(first: 3) {
      nodes {
        device {
          name
        }
        state
        updatedAt
      }
    }
  }
}
`,
  variables: (sample) => ({ command: devicesOf(sample)[0]?.commands?.nodes[0]?.id }),
};
