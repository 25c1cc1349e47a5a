import { deviceFacts, type DeviceFacts, type Platform, platformOf, serialOf, stateOf } from './device/device.seed.js';
import type { Group, Groups } from './group/group.seed.js';
import type { Rights } from './keys.js';
import { Random, uuidOf } from './random.js';

const REMEMBERED_DEVICES = 4096;
const REMEMBERED_ANSWERS = 32;
const NO_GROUP = -1;
const WITHOUT_GROUP = 0.04;

/**
 * All devices of the tenant. A device is a number, from which everything about it is derived when it is asked for;
 * only its place in the list, its group and what was changed about it are kept.
 */
export class Fleet {
  /** Numbers of the devices, in the order in which lists show them. */
  private readonly order: number[] = [];
  private readonly ids: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly homes: number[] = [];
  private readonly facts = new Map<number, DeviceFacts>();
  /** What has become of devices since they were made. */
  private readonly changes = new Map<number, Partial<DeviceFacts>>();
  private turn = 0;
  private readonly indexes = new Map<string, unknown>();
  private readonly answers = new Map<string, readonly number[]>();

  constructor(
    readonly seed: number,
    count: number,
    private readonly groups: Groups,
  ) {
    for (let number = 0; number < count; number++) this.order.push(this.create());
  }

  get size(): number {
    return this.order.length;
  }

  /** The id of the nth device ever made: the same for a seed, whatever the size of the fleet. */
  idOf(number: number): string {
    return this.ids[number]!;
  }

  /** The id of the device that stands at an index of the unfiltered list. */
  idAt(index: number): string | undefined {
    const number = this.order.at(index);
    return number === undefined ? undefined : this.ids[number];
  }

  /** The device of that id, if the key may see it. */
  find(id: string, rights?: Rights): number | undefined {
    const number = this.numbers.get(id);
    return number !== undefined && (!rights || this.sees(rights, number)) ? number : undefined;
  }

  platformOf(number: number): Platform {
    return platformOf(this.seed, number);
  }

  stateOf(number: number): number {
    return this.changes.get(number)?.state ?? stateOf(this.seed, number);
  }

  groupOf(number: number): Group | undefined {
    const home = this.homes[number]!;
    return home === NO_GROUP ? undefined : this.groups.at(home);
  }

  factsOf(number: number): DeviceFacts {
    let known = this.facts.get(number);
    if (!known) {
      known = { ...deviceFacts(this.seed, number), ...this.changes.get(number) };
      if (this.facts.size >= REMEMBERED_DEVICES) this.facts.clear();
      this.facts.set(number, known);
    }
    return known;
  }

  /** Devices that the key may see, in list order. */
  visible(rights: Rights): readonly number[] {
    if (!rights.groups) return this.order;
    return this.index(`visible ${rights.key}`, () => this.order.filter((number) => this.sees(rights, number)));
  }

  /** Direct members of each group, by its index, in list order. */
  members(group: number): readonly number[] {
    const all = this.index('members', () => {
      const lists = new Map<number, number[]>();
      for (const number of this.order) {
        const home = this.homes[number]!;
        const list = lists.get(home);
        if (list) list.push(number);
        else lists.set(home, [number]);
      }
      return lists;
    });
    return all.get(group) ?? [];
  }

  /** Devices of a serial, whatever its case, in list order. */
  withSerial(serial: string): readonly number[] {
    const all = this.index('serials', () => {
      const bySerial = new Map<string, number[]>();
      for (const number of this.order) {
        const key = serialOf(this.seed, number)?.toLowerCase();
        if (key === undefined) continue;
        const alike = bySerial.get(key);
        if (alike) alike.push(number);
        else bySerial.set(key, [number]);
      }
      return bySerial;
    });
    return all.get(serial.toLowerCase()) ?? [];
  }

  /** Makes an index once, for as long as no device moves and no group. There are only a few. */
  index<T>(name: string, make: () => T): T {
    this.notice();
    if (!this.indexes.has(name)) this.indexes.set(name, make());
    return this.indexes.get(name) as T;
  }

  /** Finds the answer to a question once, so that its next page costs nothing; the latest few are kept. */
  answer(question: string, find: () => readonly number[]): readonly number[] {
    this.notice();
    const known = this.answers.get(question);
    if (known) return known;
    const found = find();
    if (this.answers.size >= REMEMBERED_ANSWERS) this.answers.clear();
    this.answers.set(question, found);
    return found;
  }

  /** Puts a new device into the list, in front of the one at `index`, and gives its id. */
  insertDevice(index: number, groupId?: string | null): string {
    const number = this.create();
    if (groupId !== undefined) this.homes[number] = this.indexOf(groupId);
    this.order.splice(index, 0, number);
    this.forget();
    return this.idOf(number);
  }

  removeDevice(id: string): void {
    const number = this.known(id);
    this.order.splice(this.order.indexOf(number), 1);
    this.numbers.delete(id);
    this.forget();
  }

  /** Moves a device to another group, or out of all of them. Its place in the list stays. */
  moveDevice(id: string, groupId: string | null): void {
    this.homes[this.known(id)] = this.indexOf(groupId);
    this.forget();
  }

  /** Changes what is true of a device: all its representations tell it from then on. */
  change(number: number, facts: Partial<DeviceFacts>): void {
    this.changes.set(number, { ...this.changes.get(number), ...facts });
    this.facts.delete(number);
    this.forget();
  }

  /** What has become of a device since it was made, without finding out what else is true of it. */
  changesOf(number: number): Partial<DeviceFacts> | undefined {
    return this.changes.get(number);
  }

  /** Forgets what may no longer hold when groups have changed. */
  private notice(): void {
    if (this.turn === this.groups.turn) return;
    this.turn = this.groups.turn;
    this.forget();
  }

  private forget(): void {
    this.indexes.clear();
    this.answers.clear();
  }

  private create(): number {
    const number = this.ids.length;
    const random = new Random(this.seed, 'home', number);
    const home = random.chance(WITHOUT_GROUP) ? NO_GROUP : random.pick(this.groups.homes).index;
    const id = uuidOf(this.seed, 'device', number);
    this.ids.push(id);
    this.numbers.set(id, number);
    this.homes.push(home);
    return number;
  }

  private known(id: string): number {
    const number = this.numbers.get(id);
    if (number === undefined) throw new Error(`The fleet has no device ${id}`);
    return number;
  }

  private indexOf(groupId: string | null): number {
    if (groupId === null) return NO_GROUP;
    const group = this.groups.find(groupId);
    if (!group) throw new Error(`The fleet has no group ${groupId}`);
    return group.index;
  }

  private sees({ groups }: Rights, number: number): boolean {
    return !groups || groups.has(this.homes[number]!);
  }
}
