import { devicesOf, type Example } from './example.js';

export const rebootDevices: Example = {
  shows: 'Second step: send a command to them.',
  changes: true,
  document: `# 2 of 2: tell these devices to start anew.
#
# A command is taken at once, and carried out by
# each device when it can: ask for it again by its
# id to see how far it has come.

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
