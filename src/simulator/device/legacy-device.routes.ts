import { page } from '../envelope.js';
import { flag, given, holds, number, same } from '../query.js';
import { notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import type { DeviceFacts } from './device.seed.js';
import { legacyDeviceView } from './legacy-device.view.js';

export const legacyDeviceRoutes = [
  get('/enterprise/{e}/device/', listLegacyDevices),
  get('/enterprise/{e}/device/{device}/', readLegacyDevice),
];

/** Esper: the legacy routes know Android devices only. */
export function deviceOf({ world, rights }: Asked, id: string): number {
  const number = world.fleet.find(id, rights);
  if (number === undefined || world.fleet.platformOf(number) !== 'ANDROID') throw notFound();
  return number;
}

function readLegacyDevice(asked: Asked, id: string) {
  return legacyDeviceView(asked.world, deviceOf(asked, id));
}

function listLegacyDevices(asked: Asked) {
  const { world, rights, query } = asked;
  const asks = new URLSearchParams(query);
  asks.delete('limit');
  asks.delete('offset');
  asks.sort();
  const found = world.fleet.answer(`legacy devices ${rights.key} ${asks}`, () => findLegacyDevices(asked));
  return page(asked, found, (device) => legacyDeviceView(world, device));
}

function findLegacyDevices({ world, rights, query }: Asked): readonly number[] {
  const { fleet, groups, tags } = world;
  const androids = fleet.index(`androids ${rights.key}`, () =>
    fleet.visible(rights).filter((device) => fleet.platformOf(device) === 'ANDROID'),
  );
  const groupId = given(query, 'group');
  const group = groupId === undefined ? undefined : groups.find(groupId);
  // Esper: the group's subgroups are included.
  const homes = group && new Set(groups.withSubgroups(group.index));
  const tag = given(query, 'tags');
  const tests = [
    ...testsOf(query),
    ...(groupId === undefined ? [] : [({ number }: DeviceFacts) => homes?.has(fleet.groupOf(number)?.index ?? -1)]),
    ...(tag === undefined ? [] : [(facts: DeviceFacts) => facts.tags?.some((one) => holds(tags[one]?.tag, tag))]),
  ];
  if (tests.length === 0) return androids;
  return androids.filter((device) => tests.every((test) => test(fleet.factsOf(device))));
}

type Test = (facts: DeviceFacts) => boolean | undefined;

function testsOf(query: URLSearchParams): Test[] {
  const text = (name: string, fits: (facts: DeviceFacts, wanted: string) => boolean): Test[] => {
    const wanted = given(query, name);
    return wanted === undefined ? [] : [(facts) => fits(facts, wanted)];
  };
  const state = number(query, 'state');
  const isGms = flag(query, 'is_gms');
  return [
    ...text('name', (facts, wanted) => same(facts.name, wanted)),
    ...text('imei', (facts, wanted) => facts.imei === wanted || facts.imei2 === wanted),
    ...text('serial', (facts, wanted) => same(facts.serial, wanted)),
    ...text('brand', (facts, wanted) => same(facts.model.brand, wanted)),
    ...text('search', ({ name, alias, imei, imei2, wifiMac }, wanted) =>
      [name, alias, imei, imei2, wifiMac].some((one) => holds(one, wanted)),
    ),
    ...text('assigned_blueprint_id', (facts, wanted) => facts.assignedBlueprint === wanted),
    ...text('current_blueprint_id', (facts, wanted) => facts.currentBlueprint === wanted),
    ...text('current_blueprint_version_id', (facts, wanted) => facts.currentBlueprintVersion === wanted),
    ...(state === undefined ? [] : [(facts: DeviceFacts) => facts.state === state]),
    ...(isGms === undefined ? [] : [(facts: DeviceFacts) => facts.isGms === isGms]),
  ];
}
