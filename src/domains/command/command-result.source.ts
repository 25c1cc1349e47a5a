import { withoutNulls } from '../../graphql/records/without-nulls.js';
import { PAGE_SIZE } from '../../upstream/lists/paged.js';
import { deferred, readWhole, rowsOf, type Rows } from '../../upstream/lists/rows.js';
import type { Query } from '../../upstream/route.js';
import { upsert } from '../../upstream/upsert.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { CommandResultRecord } from './command-result.record.js';
import { tallyOf, type Tally } from './command-state.js';
import type { CommandStatsRecord } from './command.record.js';

const idOf = ({ id }: CommandResultRecord) => id;

/** What is known of a command's results without a call. */
interface KnownResults {
  /** How many there are at most: one for each device that the command names, where it names no groups. */
  readonly most?: number | undefined;
  readonly tally?: Tally;
  /** All of them; null where that is not known. */
  readonly results?: readonly CommandResultRecord[] | null;
}

/**
 * How Esper serves what became of commands: as a list whose filters take many commands, or many devices, at once; and added up,
 * one command at a time.
 */
export function commandResultSource(esper: Upstream) {
  const route = '/commands/v0/status/';
  const list = (query: Query = {}) => esper.list(route, idOf, query);
  const records = esper.each<CommandResultRecord>(`${route}{id}/`, { list: list() });
  const stats = esper.each<CommandStatsRecord>('/commands/v0/commands/{id}/stats/');
  const known = new Map<string, KnownResults>();
  const isSmall = (command: string) => (known.get(command)?.most ?? Infinity) <= PAGE_SIZE;

  const ofRequests = (commands: readonly string[], query: Query = {}) => {
    const rows = list({ ...query, request: commands.join(',') });
    return commands.length === 1 && commands.every(isSmall) ? readWhole(rows, PAGE_SIZE) : rows;
  };

  const tallies = esper.together<CommandResultRecord, Tally>({
    listOf: ofRequests,
    parentOf: ({ request }) => request,
    from: tallyOf,
    alone: async (id) => tallyOf(withoutNulls((await stats.load(id))?.status)),
    mayFit: (ids) => ids.length > 1 || ids.every(isSmall),
  });

  const lists = new Map<string, (id: string) => Rows<CommandResultRecord>>();
  /** The lists of several things, by the filter that names them. */
  const listsBy = (key: 'request' | 'device', query: Query) =>
    upsert(lists, `${key} ${JSON.stringify(query)}`, () => {
      const listOf = (ids: readonly string[]) =>
        key === 'request' ? ofRequests(ids, query) : list({ ...query, device: ids.join(',') });
      const found = esper.together<CommandResultRecord, Rows<CommandResultRecord>>({
        listOf,
        parentOf: (row) => row[key],
        from: (rows, id) => rowsOf(listOf([id]).key, idOf, () => rows),
        alone: async (id) => listOf([id]),
      });
      return (id) => deferred(listOf([id]), () => found(id));
    });

  return {
    byId: (id: string) => records.load(id),
    /** Takes note of what is known of a command's results. */
    remember: (command: string, facts: KnownResults) => void known.set(command, { ...known.get(command), ...facts }),
    ofCommand(command: string, query: Query = {}): Rows<CommandResultRecord> {
      const rows = listsBy('request', query)(command);
      const results = known.get(command)?.results;
      return results && Object.keys(query).length === 0 ? rowsOf(rows.key, idOf, () => results) : rows;
    },
    ofDevice: (device: string, query: Query = {}) => listsBy('device', query)(device),
    /** How many devices stand where with a command. */
    tally: async (command: string): Promise<Tally> => known.get(command)?.tally ?? tallies(command),
  };
}
