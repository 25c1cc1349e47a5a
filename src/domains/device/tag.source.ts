import { badUserInput } from '../../graphql/errors.js';
import { asWritten, parseNodeId, restId } from '../../graphql/node-id.js';
import type { Reference } from '../../graphql/records/reference.js';
import { isUuid } from '../../graphql/uuid.js';
import { matching } from '../../upstream/lists/matching.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { TagRecord } from './tag.record.js';

export type TagNode = Reference<TagRecord>;

const idOf = ({ id }: TagRecord) => id;

/** The id that a text for a tag is, as such or as a global id; null for what can only be a name. */
function idIn(text: string): string | null {
  const node = parseNodeId(text);
  const id = node?.type === 'Tag' ? (node.keys.at(-1) ?? '') : asWritten(text);
  return isUuid(id) ? id : null;
}

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
    /**
     * The ids of tags given by name, id or global id; a name may look like any of those. Throws BAD_USER_INPUT for a name no tag
     * has.
     */
    async idsOf(texts: readonly string[]): Promise<string[]> {
      const ids = texts.map(idIn);
      if (ids.every((id) => id !== null)) return ids;
      return Promise.all(
        texts.map(async (text, at) => {
          const [found] = await matching(every, ({ id, tag }) => tag === text || id === asWritten(text));
          const id = found?.id ?? ids[at];
          if (id) return id;
          if (parseNodeId(text)) restId(text, 'Tag');
          throw badUserInput(`No tag is named "${text}".`);
        }),
      );
    },
  };
}
