import type { Resolvers } from '../../generated/schema.js';
import { InputFault } from '../../graphql/changes/input-fault.js';
import { mutation } from '../../graphql/changes/mutation.js';
import { parseNodeId } from '../../graphql/node-id.js';
import { UpstreamError } from '../../upstream/errors.js';
import type { Context } from '../context.js';
import { deviceIn } from '../device-id.js';

/** Esper: tags a device may have. */
const MOST_TAGS = 5;

const onlyAndroid = (platform: string) =>
  new InputFault(`Only Android devices take tags; this one is of the platform ${platform}.`, ['device']);

/** The names a list of tags holds, each once. Throws an InputFault for what names no tag. */
function tagNames(given: readonly string[]): string[] {
  const names = [...new Set(given.map((name) => name.trim()))];
  const bad = given.findIndex((name) => name.trim() === '' || parseNodeId(name) !== null);
  if (bad >= 0)
    throw new InputFault('Tags are named by their text, not by their id, and it is not blank.', ['tags', `${bad}`]);
  if (names.length <= MOST_TAGS) return names;
  throw new InputFault(`A device has ${MOST_TAGS} tags at most, and ${names.length} were given.`, ['tags']);
}

export const tagMutations = {
  Mutation: {
    setDeviceTags: mutation(
      async ({ device: named, tags }, { sources }: Context) => {
        const { id, platform = 'ANDROID' } = deviceIn(named, 'device');
        const names = tagNames(tags);
        if (platform !== 'ANDROID') throw onlyAndroid(platform);
        try {
          await sources.tag.setOf(id, names);
        } catch (error) {
          // Esper: the routes that take tags do not know devices of other platforms.
          const isMissing = error instanceof UpstreamError && error.code === 'NOT_FOUND';
          const device = isMissing ? await sources.device.byId(id) : null;
          const found = (await device?.platform()) ?? 'ANDROID';
          throw found === 'ANDROID' ? error : onlyAndroid(found);
        }
        return { device: { id, platform } };
      },
      { '': 'device' },
    ),
  },
  SetDeviceTagsPayload: {
    device: ({ device }, _, { sources }) => (device ? sources.device.view(device.id, {}, device.platform) : null),
  },
} satisfies Resolvers;
