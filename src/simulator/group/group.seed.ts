import { Random, uuidOf } from '../random.js';
import { DAY, MINUTE, NOW } from '../timestamps.js';

export interface Group {
  index: number;
  id: string;
  name: string;
  /** Names joined by "/". Esper: a label, for names repeat and may hold a slash. */
  path: string;
  parent: number | undefined;
  children: number[];
  description: string | null | undefined;
  blueprint: string | null;
  createdOn: number;
}

interface Branch {
  [name: string]: Branch;
}

/** Below "All devices": five levels, names that repeat in different branches, one that holds a slash. */
const TREE: Branch = {
  Europe: {
    Germany: {
      Berlin: { Stores: { Kiosks: {}, 'Tills/Scanners': {}, Signage: {} }, Office: {} },
      Munich: { Stores: { Kiosks: {}, 'Tills/Scanners': {} }, Office: {} },
    },
    France: { Paris: { Stores: { Kiosks: {} }, Office: {} }, Lyon: {} },
    Spain: {},
  },
  Americas: {
    'United States': { 'Chain stores': {}, Warehouse: { Forklifts: {}, Handhelds: {} } },
    Brazil: { Kiosks: {}, Office: {} },
  },
  Asia: { Japan: { Tokyo: { Kiosks: {} } }, India: { Bengaluru: { Lab: {}, Office: {} } } },
  'Field service': { Drivers: {}, Technicians: {} },
  Lab: { Staging: {} },
  Retired: {},
  Spare: { Returned: {} },
};

/** These never have devices of their own. */
const WITHOUT_DEVICES = new Set(['Retired', 'Spare', 'Spain', 'Asia']);

/** One more chain store for so many devices. */
const DEVICES_PER_STORE = 400;

export class Groups {
  readonly all: Group[] = [];
  /** The groups that devices are put into. */
  readonly homes: Group[];
  private readonly byId = new Map<string, Group>();

  constructor(
    private readonly seed: number,
    deviceCount: number,
  ) {
    const root = this.add('All devices', undefined);
    this.plant(TREE, root);
    const chain = this.byPath('All devices/Americas/United States/Chain stores')!;
    for (let n = 1; n <= deviceCount / DEVICES_PER_STORE; n++) this.add(`Store ${String(n).padStart(3, '0')}`, chain);
    this.homes = this.all.filter((group) => !WITHOUT_DEVICES.has(group.name));
  }

  get root(): Group {
    return this.all[0]!;
  }

  at(index: number): Group {
    return this.all[index]!;
  }

  find(id: string): Group | undefined {
    return this.byId.get(id);
  }

  /** The first group of that path. */
  byPath(path: string): Group | undefined {
    return this.all.find((group) => group.path === path);
  }

  /** The group and all below it, as indexes. */
  withSubgroups(index: number): number[] {
    return [index, ...this.at(index).children.flatMap((child) => this.withSubgroups(child))];
  }

  /** Makes a group, with nothing in it. */
  create(name: string, parent: Group): Group {
    const group = this.add(name, parent);
    Object.assign(group, { description: undefined, blueprint: null, createdOn: NOW + group.index * MINUTE });
    return group;
  }

  private plant(branch: Branch, parent: Group): void {
    for (const [name, below] of Object.entries(branch)) this.plant(below, this.add(name, parent));
  }

  private add(name: string, parent: Group | undefined): Group {
    const index = this.all.length;
    const random = new Random(this.seed, 'group', index);
    const group: Group = {
      index,
      id: uuidOf(this.seed, 'group', index),
      name,
      path: parent ? `${parent.path}/${name}` : name,
      parent: parent?.index,
      children: [],
      description: random.pick([`Devices of ${name}`, '', null, undefined]),
      blueprint: random.chance(0.3) ? uuidOf(this.seed, 'blueprint', random.below(6)) : null,
      createdOn: NOW - 900 * DAY + index * DAY + random.below(DAY),
    };
    this.all.push(group);
    this.byId.set(group.id, group);
    parent?.children.push(index);
    return group;
  }
}
