import { idIn } from '../graphql/changes/mutation.js';
import { known } from '../graphql/enums.js';
import { parseNodeId } from '../graphql/node-id.js';

const typeOfPlatform = {
  ANDROID: 'AndroidDevice',
  APPLE: 'AppleDevice',
  LINUX: 'LinuxDevice',
  WINDOWS: 'WindowsDevice',
  UNKNOWN: 'OtherDevice',
} as const;

/** The GraphQL types a device may have. */
export const deviceTypes = Object.values(typeOfPlatform) as ['AndroidDevice', ...string[]];

export const platform = known('ANDROID', 'APPLE', 'LINUX', 'WINDOWS');

/** The GraphQL type of a device, from its platform as the REST API words it. */
export const typeOf = (name: string) => typeOfPlatform[platform(name)];

/** A device that an input names: its id in the REST API, and its platform where the global id tells. */
export interface NamedDevice {
  readonly id: string;
  readonly platform: string | undefined;
}

/** The device meant by a field of an input, which takes `id` and `esperId`. Throws an InputFault for the id of something else. */
export function deviceIn(id: string, field: string | readonly string[]): NamedDevice {
  const type = parseNodeId(id)?.type;
  const [platform] = Object.entries(typeOfPlatform).find(([, name]) => name === type) ?? [];
  return { id: idIn(id, field, ...deviceTypes), platform: platform === 'UNKNOWN' ? undefined : platform };
}
