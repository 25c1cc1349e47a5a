import type { GraphQLResolveInfo } from 'graphql';
import { badUserInput } from '../../graphql/errors.js';
import { selectsWithin } from '../../graphql/records/selection.js';
import type { Ways } from '../../graphql/records/shapes.js';
import { PAGE_SIZE } from '../../upstream/lists/paged.js';
import { mapped, type Rows } from '../../upstream/lists/rows.js';
import { anyOf } from '../../upstream/planning/any-of.js';
import { sifted } from '../../upstream/planning/sifted.js';
import type { Query } from '../../upstream/route.js';
import { upsert } from '../../upstream/upsert.js';
import type { Upstream } from '../../upstream/upstream.js';
import { EVERY_DEVICE, fleetSize, GROUPS_FILTER, planOfDevices, SUBGROUPS_FILTER } from '../traffic.js';
import { assignedBlueprint, currentVersion } from './device-blueprint.js';
import type { DeviceRecord } from './device.record.js';
import { DeviceView, platformOf, serialOf, type DeviceShapes } from './device.view.js';
import type { LegacyDeviceRecord } from './legacy-device.record.js';

/** A group whose devices are wanted. */
interface GroupWanted {
  readonly id: string;
  /** How many devices are in it, as far as that is known. */
  readonly atMost?: number | undefined;
  /** Whether they are to be counted. */
  readonly isCounted: boolean;
}

/** Fields that no row of the list has. */
const ofItem = [
  'hardware.hardware',
  'hardware.basebandVersion',
  'software.osBuildNumber',
  'network.iccid1',
  'network.iccid2',
];

/** Fields that no item has. */
const ofRow = ['battery.level', 'network.activeConnection', 'network.ipAddresses'];

/** Blueprints that devices hang on: the filter of the device list for it, and where a device tells. */
const BLUEPRINTS = {
  assigned: { filter: 'assigned_blueprint_id', parentOf: assignedBlueprint },
  version: { filter: 'current_blueprint_version_id', parentOf: currentVersion },
};

/** Rows read at most to find the one device that answers to a name or an IMEI. */
const CANDIDATES = 1000;

const idOf = ({ id }: DeviceRecord) => id;

const oneGroupOnly = () =>
  badUserInput(
    'This REST API heeds one of several groups alone. Ask for the devices of each by itself, as in `a: group(id: "...") { devices { ... } }`.',
  );

/** The first row of a list that is looked for. It is read no further than that. */
async function firstOf<R>(list: Rows<R>, isIt: (row: R) => boolean): Promise<R | null> {
  for (let offset = 0; ; offset += PAGE_SIZE) {
    const { rows } = await list.slice(offset, PAGE_SIZE);
    const found = rows.find(isIt);
    if (found !== undefined) return found;
    if (rows.length < PAGE_SIZE) return null;
  }
}

/**
 * How Esper serves devices: one at a time in two shapes, or as a filtered list in a third.
 * Esper: no list can be filtered by id, so a list row of a known device is found through its serial number, or its name.
 */
export function deviceSource(esper: Upstream) {
  const list = (query: Query = {}) => esper.list(EVERY_DEVICE.route, idOf, query);
  const ofFleet = () => fleetSize(esper);
  const item = '/v2/devices/{id}';
  const items = esper.each<DeviceRecord>(item);
  // Esper: what legacy lists is what it serves by id.
  const legacyRoute = '/enterprise/{enterprise}/device/';
  const androids = esper.list<LegacyDeviceRecord>(legacyRoute, ({ id }) => id);
  const legacy = esper.planned(`${legacyRoute}{id}/`, androids, planOfDevices(esper));

  const rowOf = async (id: string): Promise<DeviceRecord | null> => {
    const isIt = (row: DeviceRecord) => row.id === id;
    const found = await items.load(id);
    const [serial, name] = found ? [serialOf(found), found.name] : [];
    const alike = serial ? await list({ serial }).slice(0, PAGE_SIZE) : null;
    const row = alike?.rows.find(isIt);
    if (row) return row;
    // Esper: makers leave the serial number out, or give all devices the same one.
    const isAll = alike !== null && alike.rows.length < PAGE_SIZE;
    return name && !isAll ? firstOf(list({ search: name, ordering: 'name' }), isIt) : null;
  };
  const shapes = esper.twoShapes({ list: list(EVERY_DEVICE.query), items, route: item, guess: ofFleet, rowOf });
  /** How the shapes of a device are had: when its row or its item is `seen`, in which most values stand, and when neither is. */
  const ways = (legacy?: Ways<DeviceShapes>['load']['legacy']) => {
    const load: Ways<DeviceShapes>['load'] = {
      item: ({ id }) => items.load(id),
      legacy,
      row: ({ id }) => shapes.row(id),
    };
    const known = (id: string) => shapes.known(id)?.then((row): Partial<DeviceShapes> => (row ? { row } : {})) ?? null;
    const either = { among: ['row', 'item'], load: (id: string) => shapes.cheapest(id) } as const;
    return { seen: { load }, unseen: { load, known, either } };
  };
  const android = ways(({ id }) => legacy.load(id));
  // Esper: the legacy routes know Android devices only.
  const other = ways();
  const unknown = ways(async (device) =>
    (await device.must(platformOf)) === 'ANDROID' ? legacy.load(device.id) : null,
  );

  /** A device of which `atHand` is known; `platform` when it is known without a call. */
  const view = (id: string, atHand: Partial<DeviceShapes> = {}, platform?: string): DeviceView => {
    const record = atHand.row ?? atHand.item;
    const is = platform ?? record?.platform;
    const { seen, unseen } = is === undefined ? unknown : is === 'ANDROID' ? android : other;
    return new DeviceView(id, atHand, record ? seen : unseen, is);
  };
  const rowView = (row: DeviceRecord) => view(row.id, { row });

  /** For each query, the lists of groups: each by itself, several together, or cut from the whole list, as costs least. */
  const byGroup = new Map<string, ReturnType<typeof listsByGroup>>();
  const listsByGroup = (query: Query) => {
    const within = (groups: readonly string[]) => list({ ...query, [GROUPS_FILTER]: groups.join(',') });
    return esper.split({
      listOf: (group) => within([group]),
      every: list(query),
      parentOf: ({ group_id }) => group_id ?? null,
      guess: ofFleet,
      wide: { filter: GROUPS_FILTER, listOf: within, isPlain: Object.keys(query).every((name) => name === 'ordering') },
    });
  };
  const inGroup = ({ id, atMost, isCounted }: GroupWanted, query: Query): Rows<DeviceRecord> => {
    const lists = upsert(byGroup, list(query).key, () => listsByGroup(query));
    return lists(id, { atMost, isCounted });
  };

  /** As `byGroup`, of blueprints. */
  const byBlueprint = new Map<string, ReturnType<typeof listsByGroup>>();
  const withBlueprint = (by: keyof typeof BLUEPRINTS, query: Query) =>
    upsert(byBlueprint, `${by} ${list(query).key}`, () => {
      const { filter, parentOf } = BLUEPRINTS[by];
      const every = list(query);
      // Esper: no client is known to use these filters.
      const listOf = (blueprint: string) =>
        sifted(list({ ...query, [filter]: blueprint }), {
          filter: `devices by ${filter}`,
          filters: esper.learnt.filters,
          fits: (row) => parentOf(row) === blueprint,
          unfiltered: every,
          isDocumented: true,
          mayLag: true, // the whole of a large fleet is not to be read for one device that has just got another
        });
      return esper.split({ listOf, every, parentOf, guess: ofFleet });
    });

  return {
    view,
    /** The devices that fit a query. Esper: by cursor they come without a count. */
    list: (query: Query, isCounted = true): Rows<DeviceView> =>
      mapped(isCounted ? list(query) : esper.byCursor(list(query)), rowView),
    /** As `list`, of a query that names several groups; what is in a group below one of them may be in another one as well. */
    inGroups(groups: readonly string[], query: Query): Rows<DeviceView> {
      const isAlone = query[GROUPS_FILTER] !== undefined;
      const filter = isAlone ? GROUPS_FILTER : SUBGROUPS_FILTER;
      const doubted = anyOf(list(query), {
        filter,
        filters: esper.learnt.filters,
        values: groups,
        valueOf: isAlone ? ({ group_id }) => group_id : undefined,
        listOf: (some) => list({ [filter]: some.join(','), ordering: 'name' }),
        refusal: oneGroupOnly,
      });
      return mapped(doubted, rowView);
    },
    /** The devices of one group, without its subgroups. */
    inGroup: (group: GroupWanted, query: Query): Rows<DeviceView> => mapped(inGroup(group, query), rowView),
    /** The devices that should have a blueprint, or that have a version of one. */
    withBlueprint: (by: keyof typeof BLUEPRINTS, id: string, query: Query, isCounted: boolean): Rows<DeviceView> =>
      mapped(withBlueprint(by, query)(id, { isCounted }), rowView),
    /** A device as it is served by itself. */
    itemOf: (id: string) => items.load(id),
    /** The devices of a group as rows of a list, the first `most` of them by name. */
    rowsInGroup: (group: string, most: number) => list({ [GROUPS_FILTER]: group, ordering: 'name' }).slice(0, most),
    /**
     * A device in the shape in which it is known, else as it is served by itself; among many, as a row of their list where that costs
     * less and all that is selected of it stands in the row.
     */
    async byId(id: string, info?: GraphQLResolveInfo): Promise<DeviceView | null> {
      const isRowEnough = info !== undefined && !selectsWithin(info, ofItem);
      const found = await (isRowEnough ? shapes.cheapest(id, () => selectsWithin(info, ofRow)) : shapes.either(id));
      return found && view(id, found);
    },
    /** Esper: for all platforms but Android. */
    delete: (id: string) => esper.erase('/device/v0/devices/{id}/', { params: { id } }),
    bySerial: async (serial: string) =>
      (await list({ serial }).slice(0, PAGE_SIZE)).rows.filter((row) => serialOf(row) === serial).map(rowView),
    /** Esper: `search` looks in many fields and for parts of them, so what it finds is compared exactly. */
    async bySearch(text: string, isIt: (row: DeviceRecord) => boolean): Promise<DeviceView[]> {
      const { rows, total } = await list({ search: text, ordering: 'name' }).slice(0, CANDIDATES);
      if (total !== null && total > CANDIDATES) {
        throw badUserInput(`${total} devices hold the text "${text}": look the device up by id or serial number.`);
      }
      return rows.filter(isIt).map(rowView);
    },
  };
}
