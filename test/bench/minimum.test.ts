import { describe, expect, test } from 'vitest';
import { minimum } from '../../bench/minimum.mjs';
import { idOf } from '../../bench/fleet/values.mjs';

const ids = Array.from({ length: 300 }, (_, n) => idOf({ platform: 'ANDROID', id: `d${n}` }));
/** A fleet whose devices stand in turn in so many groups, but for the first, which is in none. */
const fleet = (groups: number) => ({
  groupOf: new Map(ids.map((_, n) => [`d${n}`, n === 0 ? null : `g${n % groups}`])),
  groups: 400,
  catalogue: 300,
  customRole: false,
});
const devices = (from: number, to: number) => ({ devices: { nodes: ids.slice(from, to).map((id) => ({ id })) } });

describe('the fewest calls of', () => {
  test.each([
    ['a page of devices with apps: the page, each list of apps, each of two groups', 'Q1', [devices(1, 21)], 2, 23],
    ['the same in many groups: two pages of groups instead', 'Q1', [devices(1, 21)], 9, 23],
    ['the same in one group', 'Q6', [devices(1, 21)], 1, 22],
    ['a device in no group', 'Q1', [devices(0, 1)], 5, 2],
    ['one device', 'Q2', [{}], 5, 1],
    ['a page of the REST API with groups', 'Q3', [devices(1, 101)], 9, 3],
    ['more than such a page', 'Q3', [devices(0, 251)], 9, 4],
    ['what is kept', 'Q5', [devices(0, 20)], 9, 0],
    ['a walk of two pages', 'Q7', [devices(0, 300), devices(0, 10)], 9, 3],
    ['posts of two users', 'Q8', [{ posts: [{ userId: 1 }, { userId: 2 }, { userId: 1 }] }], 9, 2],
    ['no posts', 'Q8', [{ posts: [] }], 9, 1],
  ] as const)('%s', (_, query, answers, groups, calls) => {
    expect(minimum(query, [...answers], fleet(groups))).toBe(calls);
  });

  test('the sample query: viewer, enterprise, groups, devices, their apps, the catalogue, and other platforms’ versions', () => {
    const android = { hardware: { model: 'm' }, apps: { nodes: [{ name: 'A' }] } };
    const other = { apps: { nodes: [{ name: 'B' }, { name: 'B' }, { name: null }] } };
    const nodes = [
      { deviceCount: 2, devices: { nodes: [android, other] } },
      { deviceCount: 9, devices: { nodes: [other] } },
    ];
    const viewer = { enterprise: { rootGroup: { children: { nodes } } } };
    expect(minimum('Q4', [{ viewer }], fleet(9))).toBe(1 + 1 + 2 + 1 + 3 + 2 + 1);
    expect(minimum('Q4', [{ viewer }], { ...fleet(9), customRole: true })).toBe(12);
  });
});
