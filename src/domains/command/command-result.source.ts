import { withoutNulls } from '../../graphql/records/without-nulls.js';
import { narrowed } from '../../upstream/lists/narrowed.js';
import { PAGE_SIZE } from '../../upstream/lists/paged.js';
import { deferred, readWhole, rowsOf, type Rows } from '../../upstream/lists/rows.js';
import type { Query } from '../../upstream/route.js';
import { upsert } from '../../upstream/upsert.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { CommandResultRecord } from './command-result.record.js';
import { tallyOf, type Tally } from './command-state.js';
import type { CommandStatsRecord } from './command.record.js';

const isIn = (state: string) => (result: CommandResultRecord) => result.state === state;
const idOf = ({ id }: CommandResultRecord) => id;

/** How results are filtered: by their state, as the REST API calls it. */
export interface ResultQuery {
  readonly state?: string | undefined;
}

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
  const mostOf = (commands: readonly string[]) =>
    commands.reduce((sum, command) => sum + (known.get(command)?.most ?? Infinity), 0);

  const ofRequests = (commands: readonly string[], { state }: ResultQuery = {}) => {
    const request = commands.join(',');
    const most = () => mostOf(commands);
    const isSmall = commands.length === 1 && most() <= PAGE_SIZE;
    const rows = list({ request, state });
    const few = isSmall ? readWhole(rows, PAGE_SIZE) : rows;
    return state ? narrowed(few, { whole: list({ request }), fits: isIn(state), most }) : few;
  };

  const tallies = esper.together<CommandResultRecord, Tally>({
    listOf: ofRequests,
    parentOf: ({ request }) => request,
    from: tallyOf,
    alone: async (id) => tallyOf(withoutNulls((await stats.load(id))?.status)),
    mayFit: (ids) => ids.length > 1 || mostOf(ids) <= PAGE_SIZE,
  });

  const lists = new Map<string, (id: string) => Rows<CommandResultRecord>>();
  /** The lists of several things, by the filter that names them. */
  const listsBy = (key: 'request' | 'device', query: ResultQuery) =>
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
    ofCommand(command: string, query: ResultQuery = {}): Rows<CommandResultRecord> {
      const rows = listsBy('request', query)(command);
      const results = known.get(command)?.results;
      const fits = query.state ? isIn(query.state) : () => true;
      return results ? rowsOf(rows.key, idOf, () => results.filter(fits)) : rows;
    },
    ofDevice: (device: string, query: ResultQuery = {}) => listsBy('device', query)(device),
    /** How many devices stand where with a command. */
    tally: async (command: string): Promise<Tally> => known.get(command)?.tally ?? tallies(command),
  };
}
