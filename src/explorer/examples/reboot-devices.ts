import { devicesOf, type Example } from './example.js';

export const rebootDevices: Example = {
  shows: 'Second step: send a command to them.',
  changes: true,
  document: `# 2 of 3: tell these devices to start anew.
#
# A command is taken at once, and carried out by
# each device when it can. How it goes on is told
# by the next example, WatchReboot: open it now.

mutation RebootDevices($devices: [ID!]!) {
  sendCommand(
    input: { devices: $devices, command: { plain: REBOOT } }
  ) {
    commands {
      id
      command
      phase
      createdAt
    }
    userErrors {
      field
      message
      code
    }
  }
}
`,
  variables: (sample) => ({ devices: devicesOf(sample).map(({ id }) => id) }),
};
