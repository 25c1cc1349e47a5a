import { buildSchema } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { draw, neighbour } from '../../src/explorer/map/drawing.js';
import { mapSchema } from '../../src/explorer/map/links.js';
import { hasBrowser, useExplorer } from '../support/explorer.js';

const schema = buildSchema(`
  type Query { device(id: ID): Device devices: DeviceConnection }
  interface Node { id: ID! }
  interface Device implements Node { id: ID! group: Group plan: DevicePlan heat: [Reading!] }
  type Phone implements Node & Device { id: ID! group: Group plan: DevicePlan heat: [Reading!] calls: [Call!]! }
  type Kiosk implements Node & Device { id: ID! group: Group plan: DevicePlan heat: [Reading!] }
  type DeviceConnection { nodes: [Device!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! }
  type DevicePlan { name: String wanted: Plan }
  type Plan implements Node { id: ID! }
  type Group implements Node { id: ID! parent: Group devices: DeviceConnection }
  type Reading { degrees: Int }
  type Call implements Node { id: ID! from: Phone }
`);
const map = mapSchema(schema);
const told = (name: string) =>
  map.types
    .find((type) => type.name === name)
    ?.links.map(({ field, to, isMany, onlyOn }) => [field, isMany ? `${to}s` : to, onlyOn].filter(Boolean).join(' '));

describe('the links of a schema', () => {
  test('are those between types with an identity, from where clients can begin', () => {
    expect(map.types.map(({ name }) => name).toSorted()).toEqual(['Call', 'Device', 'Group', 'Plan']);
    expect(map.entries.map(({ field }) => field)).toEqual(['device', 'devices']);
  });

  test('go through connections, through parts, to the whole of a kind, and from kinds of their own', () => {
    expect(told('Device')).toEqual(['group Group', 'plan.wanted Plan', 'calls Calls Phone']);
    expect(told('Group')).toEqual(['parent Group', 'devices Devices']);
    expect(told('Call')).toEqual(['from Device']);
    expect(map.types.find(({ name }) => name === 'Device')?.kinds).toEqual(['Phone', 'Kiosk']);
  });
});

describe('the drawing', () => {
  const { frame, places, lines } = draw(map.types);

  test('has one line for two types that are linked, with heads where it leads', () => {
    const ends = lines.map(({ from, to, leadsThere, leadsBack }) => [from, to, leadsThere, leadsBack]);
    expect(ends).toEqual([
      ['Device', 'Group', true, true],
      ['Device', 'Plan', true, false],
      ['Device', 'Call', true, true],
    ]);
    expect(lines.every(({ path }) => /^M\d+ \d+ .*L\d+ \d+$/.test(path))).toBe(true);
  });

  test('lets no two types overlap', () => {
    for (const a of places)
      for (const b of places) {
        const apart =
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        expect(a === b || apart).toBe(true);
      }
  });

  test('has all its boxes and bends within its frame', () => {
    const [left = 0, top = 0, width = 0, height = 0] = frame.split(' ').map(Number);
    const points = lines.flatMap(({ path }) =>
      [...path.matchAll(/(-?\d+) (-?\d+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
    );
    for (const [x = 0, y = 0] of [...points, ...places.map((place) => [place.x, place.y])]) {
      expect(x >= left && x <= left + width && y >= top && y <= top + height).toBe(true);
    }
  });

  test('is walked with the arrow keys', () => {
    const device = places.find(({ name }) => name === 'Device')!;
    const below = neighbour(places, device, 'ArrowDown')!;
    expect(below.y).toBeGreaterThan(device.y);
    expect(neighbour(places, device, 'ArrowUp')).toBeUndefined();
    expect(neighbour(places, device, 'Enter')).toBeUndefined();
  });
});

describe.skipIf(!hasBrowser)('the map in the explorer', { timeout: 60_000 }, () => {
  const explorer = useExplorer();

  it('shows what is linked to a type, and goes on by link and by key', async () => {
    const { page } = explorer;
    await page.getByRole('button', { name: 'Show Schema map' }).click();
    await page.getByRole('button', { name: /^Device, \d+ links$/, pressed: true }).waitFor();
    await page.getByRole('region', { name: 'Links of Device' }).getByRole('button', { name: 'Group' }).first().click();
    await page.getByRole('region', { name: 'Links of Group' }).getByText('parent').first().waitFor();
    const group = page.getByRole('button', { name: /^Group, \d+ links$/ });
    await group.focus();
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) await page.keyboard.press(key);
    const focused = await page.evaluate('document.activeElement.ariaLabel');
    expect(await page.getByRole('button', { pressed: true }).getAttribute('aria-label')).toBe(focused);
  });
});
