import { badUserInput } from '../../graphql/errors.js';
import type { Reference } from '../../graphql/reference.js';
import { matching } from '../../upstream/matching.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { TagRecord } from './tag.record.js';

export type TagNode = Reference<TagRecord>;

const idOf = ({ id }: TagRecord) => id;

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** How Esper serves tags: a short list, read whole, or one at a time. */
export function tagSource(esper: Upstream) {
  const every = esper.list('/enterprise/{enterprise}/tags/', idOf, { ordering: 'tag' });
  const tags = esper.planned<TagRecord>('/enterprise/{enterprise}/tags/{id}/', every);

  return {
    byId: (id: string) => tags.load(id),
    /** Esper: a device is given tags by their names, and reads them as ids. Tags come into being when they are used. */
    setOf: (device: string, names: readonly string[]) =>
      esper.write<object>('PATCH', '/enterprise/{enterprise}/device/{id}/', {
        params: { id: device },
        body: { tags: names },
      }),
    /** The ids of tags given by name or id. Throws BAD_USER_INPUT for a name no tag has. */
    async idsOf(namesOrIds: readonly string[]): Promise<string[]> {
      if (namesOrIds.every(isUuid)) return [...namesOrIds];
      return Promise.all(
        namesOrIds.map(async (text) => {
          const [found] = await matching(every, ({ id, tag }) => tag === text || id === text);
          if (!found && !isUuid(text)) throw badUserInput(`No tag is named "${text}".`);
          return found?.id ?? text;
        }),
      );
    },
  };
}
