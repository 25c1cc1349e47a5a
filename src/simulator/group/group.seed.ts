import { BLUEPRINTS, blueprintId } from '../blueprint/blueprint.seed.js';
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
  updatedOn: number;
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
  /** Those there are now. */
  readonly all: Group[] = [];
  /** The groups that devices are put into. */
  readonly homes: Group[];
  /** How often the tree has changed. */
  turn = 0;
  /** By index, which a deleted group keeps. */
  private readonly ever: Group[] = [];
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
    return this.ever[index]!;
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

  /** How many groups are above it. */
  levelOf({ parent }: Group): number {
    return parent === undefined ? 0 : 1 + this.levelOf(this.at(parent));
  }

  /** How many levels there are below it. */
  heightOf({ children }: Group): number {
    return children.length === 0 ? 0 : 1 + Math.max(...children.map((child) => this.heightOf(this.at(child))));
  }

  /** Makes a group, with nothing in it. */
  create(name: string, parent: Group): Group {
    const group = this.add(name, parent);
    return Object.assign(group, { description: undefined, blueprint: null, createdOn: this.tick(group) });
  }

  rename(group: Group, name: string): void {
    group.name = name;
    this.settle(group);
  }

  /** Hangs a group, with all below it, under another one. */
  move(group: Group, parent: Group): void {
    const above = this.at(group.parent!);
    above.children.splice(above.children.indexOf(group.index), 1);
    parent.children.push(group.index);
    group.parent = parent.index;
    this.settle(group);
  }

  /** Takes a group away; the groups below it move up. */
  delete(group: Group): void {
    const parent = this.at(group.parent!);
    for (const child of group.children.slice()) this.move(this.at(child), parent);
    parent.children.splice(parent.children.indexOf(group.index), 1);
    for (const list of [this.all, this.homes]) if (list.includes(group)) list.splice(list.indexOf(group), 1);
    this.byId.delete(group.id);
    this.turn++;
  }

  /** Notes that a group has changed, and when. */
  tick(group: Group): number {
    return (group.updatedOn = NOW + ++this.turn * MINUTE);
  }

  private settle(group: Group): void {
    this.tick(group);
    for (const index of this.withSubgroups(group.index)) {
      const one = this.at(index);
      one.path = one.parent === undefined ? one.name : `${this.at(one.parent).path}/${one.name}`;
    }
  }

  private plant(branch: Branch, parent: Group): void {
    for (const [name, below] of Object.entries(branch)) this.plant(below, this.add(name, parent));
  }

  private add(name: string, parent: Group | undefined): Group {
    const index = this.ever.length;
    const random = new Random(this.seed, 'group', index);
    const group: Group = {
      index,
      id: uuidOf(this.seed, 'group', index),
      name,
      path: parent ? `${parent.path}/${name}` : name,
      parent: parent?.index,
      children: [],
      description: random.pick([`Devices of ${name}`, '', null, undefined]),
      blueprint: random.chance(0.3) ? blueprintId(this.seed, random.below(BLUEPRINTS)) : null,
      createdOn: 0,
      updatedOn: 0,
    };
    group.createdOn = group.updatedOn = NOW - 900 * DAY + index * DAY + random.below(DAY);
    this.all.push(group);
    this.ever.push(group);
    this.byId.set(group.id, group);
    parent?.children.push(index);
    return group;
  }
}
