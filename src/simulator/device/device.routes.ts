import { askedPage, contentPage } from '../envelope.js';
import { given, list, same, toNumber } from '../query.js';
import { badRequest, notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { deviceTests } from './device.filter.js';
import { ordered } from './device.order.js';
import { deviceView } from './device.view.js';

export const deviceRoutes = [
  get('/v2/devices/', listDevices),
  // Esper: the item takes no slash, the list demands one.
  get('/v2/devices/{device}', readDevice),
];

const LIMITS = { byDefault: 10, atMost: 1000 };
const PAGING = ['limit', 'offset', 'cursor'];

function listDevices(asked: Asked) {
  const { world, query } = asked;
  const devices = findDevices(asked);
  const row = (number: number) => deviceView(world, number, 'row');
  const cursor = given(query, 'cursor');
  if (cursor !== undefined) return cursorPage(asked, devices, cursor, row);
  // Esper: where no order is asked for none is promised, and pages need not fit together.
  const isOtherOrder = given(query, 'ordering') === undefined && askedPage(query, LIMITS).offset > 0;
  return contentPage(asked, isOtherOrder ? devices.toReversed() : devices, row, LIMITS);
}

function readDevice({ world, rights }: Asked, id: string) {
  const number = world.fleet.find(id, rights);
  if (number === undefined) throw notFound();
  return { content: deviceView(world, number, 'item') };
}

/** The answer to one filter and order is kept while its pages are read. */
function findDevices(asked: Asked): readonly number[] {
  const { world, rights, query } = asked;
  const asks = new URLSearchParams(query);
  for (const name of PAGING) asks.delete(name);
  asks.sort();
  return world.fleet.answer(`devices ${rights.key} ${asks}`, () => {
    const home = candidates(asked);
    const tests = deviceTests(world, query);
    const found = tests.length
      ? home.filter((number) => tests.every((test) => test(world.fleet.factsOf(number))))
      : home;
    const ordering = given(query, 'ordering');
    return ordering === undefined ? found : ordered(world, found, ordering);
  });
}

/** The devices that are left when no device has been looked at in full: by group, serial, platform and state. */
function candidates(asked: Asked): readonly number[] {
  const { world, query } = asked;
  const platforms = list(query, 'platform');
  const states = list(query, 'state')?.map((text) => toNumber('state', text));
  const found = indexed(asked);
  if (!platforms && !states) return found;
  return found.filter(
    (number) =>
      (!platforms || platforms.some((platform) => same(world.fleet.platformOf(number), platform))) &&
      (!states || states.includes(world.fleet.stateOf(number))),
  );
}

function indexed({ world, rights, query }: Asked): readonly number[] {
  const { fleet, groups } = world;
  const known = (name: string) => list(query, name)?.flatMap((id) => groups.find(id)?.index ?? []);
  const immediate = known('group_multi_immediate');
  const multi = known('group_multi')?.flatMap((group) => groups.withSubgroups(group));
  const wanted = immediate && multi ? immediate.filter((group) => multi.includes(group)) : (immediate ?? multi);
  const serial = given(query, 'serial');
  const visible =
    serial === undefined
      ? fleet.visible(rights)
      : fleet.withSerial(serial).filter((number) => fleet.find(fleet.idOf(number), rights) !== undefined);
  if (!wanted) return visible;
  const seen = [...new Set(wanted)].filter((group) => !rights.groups || rights.groups.has(group));
  if (seen.length === 1 && serial === undefined) return fleet.members(seen[0]!);
  const homes = new Set(seen);
  return visible.filter((number) => homes.has(fleet.groupOf(number)?.index ?? -1));
}

/** Devices a cursor names, the nearest first: it stands behind the first of them that is still there. */
const NAMED = 10;

/** Esper: `cursor=start` begins a walk that has no count. */
function cursorPage<R>(asked: Asked, devices: readonly number[], cursor: string, row: (number: number) => R) {
  const { fleet } = asked.world;
  const { limit } = askedPage(asked.query, LIMITS);
  const from = cursor === 'start' ? 0 : placeOf(asked, devices, cursor);
  const to = Math.min(from + limit, devices.length);
  const at = (place: number) => {
    const before = devices.slice(Math.max(0, place - NAMED), place).toReversed();
    return Buffer.from([place, ...before.map((number) => fleet.idOf(number))].join(':')).toString('base64url');
  };
  return {
    content: {
      results: devices.slice(from, to).map(row),
      next_cursor: to < devices.length ? at(to) : null,
      prev_cursor: from > 0 ? at(Math.max(0, from - limit)) : null,
      has_more: to < devices.length,
      has_prev: from > 0,
    },
  };
}

function placeOf({ world }: Asked, devices: readonly number[], cursor: string): number {
  const [place = '', ...ids] = Buffer.from(cursor, 'base64url').toString().split(':');
  if (!/^\d+$/.test(place)) throw badRequest('cursor', 'Invalid cursor.');
  for (const id of ids) {
    const number = world.fleet.find(id);
    const behind = number === undefined ? -1 : devices.indexOf(number);
    if (behind >= 0) return behind + 1;
  }
  return Math.min(Number(place), devices.length);
}
