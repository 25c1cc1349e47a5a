import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';
import { allConnections, pageIn, pageQuery, reachableConnections, type ConnectionField } from './connection-fields.js';
import { alwaysEmpty, emptied, longer, startingObjects } from './starts.js';
import { expectSound, walk, type Ask, type Edge, type Page } from './walk.js';

const DEVICES = 24;
const fields = reachableConnections(startingObjects(createWorld(1, DEVICES)));
const gateway = useGateway({ devices: DEVICES });

const asker =
  (field: ConnectionField, own = longer[field.name]): Ask =>
  async (args) => {
    const { data, errors } = await gateway.query(pageQuery(field, own), { variables: { ...args } });
    expect(errors).toBeUndefined();
    return pageIn(field, data) as Page;
  };

/** Pages are compared by their rows: the cursor of a row also remembers the rows it was read with. */
const idsOf = (edges: readonly Edge[]) => edges.map(({ node }) => node.id);

test('every connection of the schema is held to the laws below', () => {
  // No platform of the simulated fleet is unknown; the lists of such a device are served as those of the other platforms.
  const reachable = allConnections.filter((name) => !name.startsWith('OtherDevice.'));
  expect(fields.map(({ name }) => name).toSorted()).toEqual(reachable.toSorted());
});

describe.each(fields)('$name', (field) => {
  const ask = asker(field);
  let list: Promise<readonly Edge[]> | undefined;
  const wholeList = () => (list ??= ask({ first: 1000 }).then(({ edges }) => edges));

  test.each([1, 2, 3, 7, 20, 1000])('walked by %i gives the whole list, forward and backward', async (size) => {
    const whole = await wholeList();
    expect(new Set(whole.map(({ node }) => node.id)).size).toBe(whole.length);
    expect(idsOf(await walk(ask, size, 'forward', whole))).toEqual(idsOf(whole));
    expect(idsOf(await walk(ask, size, 'backward', whole))).toEqual(idsOf(whole));
  });

  test('gives from any cursor what follows and what comes before, whatever the size of the page', async () => {
    const whole = await wholeList();
    expect(whole.length === 0).toBe(alwaysEmpty.includes(field.name));
    if (whole.length === 0) return;
    const place = fc.nat({ max: whole.length - 1 });
    const anySize = fc.integer({ min: 1, max: whole.length + 2 });
    await fc.assert(
      fc.asyncProperty(place, anySize, async (at, size) => {
        const { cursor } = whole[at]!;
        const following = await ask({ first: size, after: cursor });
        expect(idsOf(following.edges)).toEqual(idsOf(whole.slice(at + 1, at + 1 + size)));
        expectSound(following, whole);
        const preceding = await ask({ last: size, before: cursor });
        expect(idsOf(preceding.edges)).toEqual(idsOf(whole.slice(Math.max(0, at - size), at)));
        expectSound(preceding, whole);
      }),
      { numRuns: 10 },
    );
  });

  test('asked for no rows gives none, and still counts', async () => {
    const whole = await wholeList();
    for (const none of [{ first: 0 }, { last: 0 }]) {
      const page = await ask(none);
      expect(page.edges).toEqual([]);
      expectSound(page, whole);
    }
  });

  test('gives the first 20 when no number is named', async () => {
    const whole = await wholeList();
    expect(idsOf((await ask({})).edges)).toEqual(idsOf(whole.slice(0, 20)));
  });
});

describe('an empty list', () => {
  const nothing = {
    edges: [],
    nodes: [],
    totalCount: 0,
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null, reanchored: false },
  };

  test.each(Object.entries(emptied))('is %s(%s)', async (name, own) => {
    const ask = asker(
      fields.find((field) => field.name === name)!,
      own,
    );
    for (const args of [{}, { first: 1 }, { first: 1000 }, { last: 1 }, { last: 1000 }]) {
      expect(await ask(args)).toEqual(nothing);
    }
  });
});

describe('a list of several upstream pages', () => {
  const fleet = useGateway({ devices: 1020 });

  test.each([249, 250, 251, 1000])('walked by %i gives the whole list', async (size) => {
    const devices = fields.find(({ name }) => name === 'Query.devices')!;
    const ask: Ask = async (args) => {
      const { data, errors } = await fleet.query(pageQuery(devices), { variables: { ...args } });
      expect(errors).toBeUndefined();
      return data.page;
    };
    const head = (await ask({ first: 1000 })).edges;
    const tail = (await ask({ first: 1000, after: head.at(-1)!.cursor })).edges;
    const whole = [...head, ...tail];
    expect(new Set(whole.map(({ node }) => node.id)).size).toBe(1020);
    expect(idsOf(await walk(ask, size, 'forward', whole))).toEqual(idsOf(whole));
    expect(idsOf(await walk(ask, size, 'backward', whole))).toEqual(idsOf(whole));
  });
});
