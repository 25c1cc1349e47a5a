import { withoutNulls } from '../../graphql/without-nulls.js';
import { PAGE_SIZE } from '../../upstream/paged.js';
import { deferred, readWhole, rowsOf, type Rows } from '../../upstream/rows.js';
import type { Query } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { CommandResultRecord } from './command-result.record.js';
import { tallyOf, type Tally } from './command-state.js';
import type { CommandStatsRecord } from './command.record.js';

const idOf = ({ id }: CommandResultRecord) => id;

/**
 * How Esper serves what became of commands: as a list whose filters take many commands, or many devices, at once; and added up,
 * one command at a time.
 */
export function commandResultSource(esper: Upstream) {
  const route = '/commands/v0/status/';
  const list = (query: Query = {}) => esper.list(route, idOf, query);
  const records = esper.each<CommandResultRecord>(`${route}{id}/`, { list: list() });
  const stats = esper.each<CommandStatsRecord>('/commands/v0/commands/{id}/stats/');
  /** How many devices commands name, where that is all they are meant for. */
  const sizes = new Map<string, number>();
  const isSmall = (command: string) => (sizes.get(command) ?? Infinity) <= PAGE_SIZE;

  const ofRequests = (commands: readonly string[], query: Query = {}) => {
    const rows = list({ ...query, request: commands.join(',') });
    return commands.every(isSmall) && commands.length === 1 ? readWhole(rows, PAGE_SIZE) : rows;
  };

  /** The lists of several things, by the filter that names them. */
  const byFilter = (listOf: (ids: readonly string[]) => Rows<CommandResultRecord>, key: 'request' | 'device') => {
    const lists = esper.together<CommandResultRecord, Rows<CommandResultRecord>>({
      listOf,
      parentOf: (row) => row[key],
      from: (rows, id) => rowsOf(listOf([id]).key, idOf, () => rows),
      alone: async (id) => listOf([id]),
    });
    return (id: string) => deferred(listOf([id]), () => lists(id));
  };

  const tallies = esper.together<CommandResultRecord, Tally>({
    listOf: ofRequests,
    parentOf: ({ request }) => request,
    from: tallyOf,
    alone: async (id) => tallyOf(withoutNulls((await stats.load(id))?.status)),
    mayFit: (ids) => ids.length > 1 || ids.every(isSmall),
  });

  /** What was known of commands when this operation began. */
  const known = new Map<string, { readonly tally: Tally; readonly results: readonly CommandResultRecord[] | null }>();

  const lists = new Map<string, (id: string) => Rows<CommandResultRecord>>();
  const listsBy = (key: 'request' | 'device', query: Query) => {
    const name = `${key} ${JSON.stringify(query)}`;
    const listOf = (ids: readonly string[]) =>
      key === 'request' ? ofRequests(ids, query) : list({ ...query, device: ids.join(',') });
    const found = lists.get(name) ?? byFilter(listOf, key);
    lists.set(name, found);
    return found;
  };

  return {
    byId: (id: string) => records.load(id),
    /** Takes note of how many devices a command names, where it names no groups: so many results it has at most. */
    expect: (command: string, devices: number) => void sizes.set(command, devices),
    /** Takes note of what was read before: the sums, and all results if they are there. */
    remember: (command: string, tally: Tally, results: readonly CommandResultRecord[] | null) =>
      void known.set(command, { tally, results }),
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
