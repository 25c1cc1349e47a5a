import type { GraphQLResolveInfo } from 'graphql';
import { link, reference, type Reference } from '../../graphql/records/reference.js';
import { selects, selectsWithin } from '../../graphql/records/selection.js';
import { matching } from '../../upstream/lists/matching.js';
import { PAGE_SIZE } from '../../upstream/lists/paged.js';
import { readWhole, type Rows } from '../../upstream/lists/rows.js';
import { reckoned } from '../../upstream/planning/reckoned.js';
import { sifted } from '../../upstream/planning/sifted.js';
import { referencedId } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import { deviceTotals } from './device-totals.js';
import type { GroupRecord } from './group.record.js';

export type GroupNode = Reference<GroupRecord>;

type GroupQuery = { readonly name?: string | undefined; readonly parent?: string | undefined };

interface NewGroup {
  readonly name: string;
  readonly parent?: string | undefined;
  /** Ids of devices that are moved into it. */
  readonly devices: readonly string[];
}

/** Whether groups above or below this one are wanted too, or what the groups below it add up to. */
const wantsTree = (info: GraphQLResolveInfo): boolean =>
  ['ancestors', 'children', 'totalDeviceCount'].some((name) => selects(info, name)) ||
  selectsWithin(info, ['parent.name', 'parent.path', 'parent.parent']);

/** As `wantsTree`, of the groups in a list. */
const wantTrees = (info: GraphQLResolveInfo): boolean =>
  selectsWithin(info, ['nodes.parent', 'nodes.ancestors', 'nodes.children', 'nodes.totalDeviceCount']);

/** Fields of a group that are found out without its record. */
const asksItself = ['totalDeviceCount'];

const idOf = ({ id }: GroupRecord) => id;

/** How Esper serves groups: one at a time, or as a list whose rows are whole records. The tree is in the rows' `parent`. */
export function groupSource(esper: Upstream) {
  const list = '/enterprise/{enterprise}/devicegroup/';
  const item = `${list}{id}/`;
  const every = esper.list(list, idOf);
  /** Esper: nothing says that its filter by name compares whole names. */
  const asked = (query: GroupQuery): Rows<GroupRecord> => {
    const rows = esper.list(list, idOf, query);
    const name = query.name?.toLowerCase();
    if (name === undefined) return rows;
    const fits = (group: GroupRecord) => group.name?.toLowerCase() === name;
    return sifted(rows, { filter: 'groups by name', filters: esper.learnt.filters, fits });
  };
  const groups = ({ name, parent }: GroupQuery): Rows<GroupRecord> => {
    const rows = asked({ name, parent });
    if (!parent) return rows;
    // Esper: the filter by parent is in no document; a server that does not know it would send the groups of all parents.
    const isBelow = (group: GroupRecord) => referencedId(group.parent) === parent;
    const all = asked({ name });
    return sifted(rows, {
      filter: 'groups by parent',
      filters: esper.learnt.filters,
      fits: isBelow,
      unfiltered: {
        slice: (offset, limit) => all.slice(offset, limit),
        count: async () => esper.memory.counts.recent(all.key) ?? all.count(),
      },
    });
  };
  const records = esper.planned<GroupRecord>(item, every);
  /** A group that stands in the page that holds a short list, which tells all that hang on it too; undefined where it does not. */
  const inTree = async (isIt: (group: GroupRecord) => boolean): Promise<GroupRecord | undefined> =>
    (await every.slice(0, PAGE_SIZE)).rows.find(isIt);
  const isShort = () => (esper.memory.counts.hint(every.key) ?? 0) <= PAGE_SIZE;
  const byId = async (id: string, isWithTree = false): Promise<GroupRecord | null> => {
    const found = isWithTree && (await inTree((group) => group.id === id).catch(() => null));
    return found || records.load(id);
  };
  const childrenOf = esper.split({
    listOf: (parent) => groups({ parent }),
    every,
    parentOf: ({ parent }) => referencedId(parent),
    guess: () => PAGE_SIZE,
  });

  /**
   * What a change answers with is the group, with its new counts. Esper: its documents have none with `updated_on`; one that lacks it is
   * no whole record: the group is read when more than the id is wanted.
   */
  const keep = (group: GroupRecord): GroupRecord => {
    if ('updated_on' in group) records.prime(group.id, group);
    return group;
  };
  /** Esper: one address for all changes; the query says which it is. */
  const change = async (id: string, action: 'add' | 'remove' | 'rename' | 'move', body: object) =>
    keep(await esper.write<GroupRecord>('PATCH', item, { params: { id }, query: { action }, body }));

  return {
    /** A group. Where what is selected of it is in the list, that is read while nobody knows that it is long. */
    byId: (id: string, info?: GraphQLResolveInfo) => byId(id, info !== undefined && wantsTree(info) && isShort()),
    /** Groups. Where more of the tree is wanted a short list is read whole: it tells all of that. */
    list(query: GroupQuery, info: GraphQLResolveInfo): Rows<GroupRecord> {
      const rows = groups(query);
      return rows === every && wantTrees(info) && isShort() ? readWhole(rows, PAGE_SIZE) : rows;
    },
    /** The group as it is now, whatever is kept of it. */
    current: (id: string) => esper.current<GroupRecord>(item, { id }),
    /** Esper: the parent is written as a bare id and read as a URL. Without one the group hangs on the root. */
    async create(group: NewGroup): Promise<GroupRecord> {
      const { devices, ...rest } = group;
      const body = { ...rest, ...(devices.length > 0 && { device_ids: devices }) };
      return keep(await esper.write<GroupRecord>('POST', list, { body }));
    },
    rename: (id: string, name: string) => change(id, 'rename', { name }),
    /** Esper: a move wants the name too, so it has to be the one the group has now. */
    move: (id: string, name: string, parent: string) => change(id, 'move', { name, parent }),
    /** Esper: device ids that one call takes at most. */
    devicesACall: 1000,
    addDevices: (id: string, devices: readonly string[]) => change(id, 'add', { device_ids: devices }),
    removeDevices: (id: string, devices: readonly string[]) => change(id, 'remove', { device_ids: devices }),
    delete: (id: string) => esper.erase(item, { params: { id } }),
    childrenOf,
    /** Counts the devices of a group and of all below it: by one call, or from the list of groups. */
    totalDevices: reckoned<GroupRecord, number | null>(every, () => esper.memory.counts.hint(every.key), deviceTotals),
    referTo: (id: string, known: Partial<GroupRecord> = {}): GroupNode => reference({ ...known, id }, () => byId(id)),
    link: (id: string, info: GraphQLResolveInfo) =>
      link({ id }, () => records.load(id, wantsTree(info) ? 1 : 0), info, asksItself),
    /**
     * The group without a parent. Esper: it is named "All devices" from the start; a renamed one is found in the whole list.
     * Where more of the tree is wanted, the page that holds a short list tells all of it.
     */
    async root(info: GraphQLResolveInfo): Promise<GroupRecord | null> {
      const isRoot = ({ parent }: GroupRecord) => !parent;
      if (wantsTree(info) && isShort()) {
        const found = await inTree(isRoot);
        if (found || every.isAtHand?.()) return found ?? null;
      }
      const named = await groups({ name: 'All devices' }).slice(0, PAGE_SIZE);
      return named.rows.find(isRoot) ?? (await esper.all(every)).find(isRoot) ?? null;
    },
    /** All groups with this path. Esper: no filter knows paths, and a name may hold a slash, so the list is read. */
    withPath: (path: string) => matching(every, (group) => group.path === path),
    /** The groups above, the root first. */
    async ancestors(parent: string | null): Promise<GroupRecord[]> {
      const above: GroupRecord[] = [];
      for (let id = parent; id !== null && !above.some((group) => group.id === id);) {
        const group: GroupRecord | null = await byId(id);
        if (!group) break;
        above.unshift(group);
        id = referencedId(group.parent);
      }
      return above;
    },
  };
}
