import type {
  RenameGroupMutation,
  RenameGroupMutationVariables,
  SendCommandMutation,
  SendCommandMutationVariables,
  SetDeviceTagsMutation,
  SetDeviceTagsMutationVariables,
} from '../generated/operations.js';
import { typed } from './document.js';

/** Tells devices and groups to do something. One REST call for a thousand devices. */
export const SEND_COMMAND = typed<SendCommandMutation, SendCommandMutationVariables>(/* GraphQL */ `
  mutation SendCommand($input: SendCommandInput!) {
    sendCommand(input: $input) {
      commands {
        id
        esperId
        deviceCount
        createdAt
      }
      unsent {
        devices
        groups
        reason
        mayHaveBeenSent
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Gives a device exactly these tags. */
export const SET_DEVICE_TAGS = typed<SetDeviceTagsMutation, SetDeviceTagsMutationVariables>(/* GraphQL */ `
  mutation SetDeviceTags($input: SetDeviceTagsInput!) {
    setDeviceTags(input: $input) {
      device {
        id
        tags {
          name
        }
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Gives a group another name. */
export const RENAME_GROUP = typed<RenameGroupMutation, RenameGroupMutationVariables>(/* GraphQL */ `
  mutation RenameGroup($input: RenameGroupInput!) {
    renameGroup(input: $input) {
      group {
        id
        name
        path
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
