import { describe, expect, test } from 'vitest';
import { DAY, NOW } from '../../../src/simulator/timestamps.js';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat, Refusal } from '../../support/strange-esper.js';
import { devicesThat, world } from './fleet.js';

const gateway = useGateway({ env: { UPSTREAM_ATTEMPTS: '1' } });
const first = `GET /v1/enterprise/${world.enterpriseId}/report/status-metrics/`;
const second = `GET /v2/enterprise/${world.enterpriseId}/report/status-metrics`;

const SHARED = 'underProvisioning recentlyAdded lowBattery secure lowRisk mediumRisk highRisk atRisk unspecified';
const PERIODS = 'lastSeen { firstPeriod secondPeriod thirdPeriod }';
const EVERYTHING = `active inactive unprovisioned ${SHARED} ${PERIODS}`;

const metrics = (selection: string) => `{ enterprise { deviceMetrics { ${selection} } } }`;
const count = (fit: Parameters<typeof devicesThat>[0]) => devicesThat(fit).length;
const seenAgo = (from: number, to: number) =>
  count(({ lastSeen }) => lastSeen !== null && NOW - lastSeen >= from * DAY && NOW - lastSeen < to * DAY);

test.each([
  ['the first record for what only that has', 'active inactive', [first]],
  ['the second record for what only that has', `unprovisioned ${PERIODS}`, [second]],
  ['the first record, which is the faster, for what both have', SHARED, [first]],
  ['the first record for what both have beside what only that has', `secure active`, [first]],
  ['the second record for what both have beside what only that has', `secure unprovisioned`, [second]],
  ['both records for everything', EVERYTHING, [first, second]],
  ['nothing for its kind', '__typename', []],
])('the numbers of a fleet cost %s', async (_, selection, expected) => {
  const { data, errors, calls } = await gateway.query(metrics(selection));
  expect(errors).toBeUndefined();
  expect(Object.values(data.enterprise.deviceMetrics)).not.toContain(null);
  expect(calls.toSorted()).toEqual(expected);
});

test('they are those of the fleet', async () => {
  const { data } = await gateway.query(metrics(EVERYTHING));
  const told = data.enterprise.deviceMetrics;
  expect(told).toEqual({
    active: count(({ state }) => state === 1),
    inactive: count(({ state }) => state === 60),
    unspecified: count(({ state }) => state === 0),
    underProvisioning: count(({ state }) => [30, 40, 50, 80, 90, 100].includes(state)),
    unprovisioned: count(({ provisionedOn }) => provisionedOn === null),
    recentlyAdded: count(({ createdAt }) => NOW - createdAt < 7 * DAY),
    lowBattery: count(({ battery }) => battery !== null && battery < 20),
    secure: count(({ securityState }) => securityState === 0),
    lowRisk: count(({ securityState }) => securityState === 1),
    mediumRisk: count(({ securityState }) => securityState === 2),
    highRisk: count(({ securityState }) => securityState === 3),
    atRisk: told.lowRisk + told.mediumRisk + told.highRisk,
    lastSeen: { firstPeriod: seenAgo(0, 1), secondPeriod: seenAgo(1, 7), thirdPeriod: seenAgo(7, 30) },
  });
  expect(Object.values(told)).not.toContain(0);
});

test.each(['demo-admin', 'demo-viewer'])('what they count of %s is what a list would count', async (key) => {
  const listed = (state: string) => `devices(filter: { state: ${state} }) { totalCount }`;
  const { data } = await gateway.query(
    `{ enterprise { deviceMetrics { active inactive } } active: ${listed('ACTIVE')} inactive: ${listed('INACTIVE')} }`,
    { key },
  );
  const { active, inactive } = data.enterprise.deviceMetrics;
  expect([active, inactive]).toEqual([data.active.totalCount, data.inactive.totalCount]);
  expect(active > world.fleet.size / 2).toBe(key === 'demo-admin');
});

test('within a larger query they are asked for once, wherever the enterprise is linked from', async () => {
  const { data, errors, calls } = await gateway.query(
    `{ devices(first: 20) { nodes { name enterprise { esperId deviceMetrics { active secure } } } }
       viewer { fullName enterprise { deviceMetrics { inactive } } }
       enterprise { deviceMetrics { active } } }`,
  );
  expect(errors).toBeUndefined();
  const { active } = data.enterprise.deviceMetrics;
  expect(data.devices.nodes.map((node: any) => node.enterprise.deviceMetrics.active)).toEqual(
    Array.from({ length: 20 }, () => active),
  );
  expect(calls.toSorted()).toEqual([first, 'GET /user_info/', 'GET /v2/devices/?limit=20&ordering=name'].toSorted());
});

test('what two fields of one enterprise want of them is planned together', async () => {
  const { data, calls } = await gateway.query(
    '{ enterprise { both: deviceMetrics { secure } late: deviceMetrics { unprovisioned } } }',
  );
  expect(data.enterprise.both.secure).toBeGreaterThan(0);
  expect(calls).toEqual([second]);
});

test('after each change of a request they are asked for anew', async () => {
  const change = (name: string) =>
    `${name}: updateEnterprise(input: { location: "${name}" }) { enterprise { deviceMetrics { active unprovisioned } } }`;
  const { data, errors, calls } = await gateway.query(`mutation { ${change('a')} ${change('b')} }`);
  expect(errors).toBeUndefined();
  expect(data.b).toEqual(data.a);
  expect(calls.map((call) => call.split(' ')[0])).toEqual(['PATCH', 'GET', 'GET', 'PATCH', 'GET', 'GET']);
});

describe('when one record cannot be had', () => {
  const failing = (version: string, status = 500) =>
    gateway.simulator.faults.inject({ kind: 'status', status, match: `/${version}/enterprise/` });
  const asked = () => gateway.query(metrics(`active inactive secure unprovisioned ${PERIODS}`));
  const faults = (errors: Awaited<ReturnType<typeof asked>>['errors']) =>
    errors?.map(({ path, extensions }) => [path?.at(-1), extensions?.['code']]).toSorted();

  test('the first, all that stands in the second is told', async () => {
    const { secure } = (await gateway.query(metrics('secure'))).data.enterprise.deviceMetrics;
    failing('v1');
    const { data, errors, calls } = await asked();
    expect(faults(errors)).toEqual([
      ['active', 'UPSTREAM_UNAVAILABLE'],
      ['inactive', 'UPSTREAM_UNAVAILABLE'],
    ]);
    expect(data.enterprise.deviceMetrics).toEqual({
      active: null,
      inactive: null,
      secure,
      unprovisioned: count(({ provisionedOn }) => provisionedOn === null),
      lastSeen: { firstPeriod: seenAgo(0, 1), secondPeriod: seenAgo(1, 7), thirdPeriod: seenAgo(7, 30) },
    });
    expect(calls.toSorted()).toEqual([first, second]);
  });

  test('the second, all that stands in the first is told', async () => {
    failing('v2');
    const { data, errors, calls } = await asked();
    expect(faults(errors)).toEqual([
      ['lastSeen', 'UPSTREAM_UNAVAILABLE'],
      ['unprovisioned', 'UPSTREAM_UNAVAILABLE'],
    ]);
    expect(data.enterprise.deviceMetrics).toMatchObject({
      active: count(({ state }) => state === 1),
      secure: count(({ securityState }) => securityState === 0),
      unprovisioned: null,
      lastSeen: null,
    });
    expect(calls.toSorted()).toEqual([first, second]);
  });

  test('what would do from either is not asked of the slower one, unless the first is not there at all', async () => {
    failing('v1');
    const failed = await gateway.query(metrics('secure'));
    expect([failed.data.enterprise.deviceMetrics, faults(failed.errors)]).toEqual([
      { secure: null },
      [['secure', 'UPSTREAM_UNAVAILABLE']],
    ]);
    expect(failed.calls).toEqual([first]);
    gateway.simulator.faults.clear();
    failing('v1', 404);
    const { data, errors, calls } = await gateway.query(metrics('secure active'));
    expect(errors).toBeUndefined();
    const secure = count(({ securityState }) => securityState === 0);
    expect(data.enterprise.deviceMetrics).toEqual({ secure, active: null });
    expect(calls).toEqual([first, second]);
  });

  test('the REST API says why in the words of its older generations', async () => {
    const { query } = await beforeEsperThat(
      () =>
        new Refusal(403, {
          errors: ['detail: No reports for you.'],
          message: 'detail: No reports for you. ',
          status: 403,
        }),
    );
    expect((await query(metrics('unprovisioned'))).errors).toMatchObject([
      { message: expect.stringContaining('No reports for you.'), extensions: { code: 'FORBIDDEN' } },
    ]);
  });
});

test('numbers that are texts are read, and what is left out or null is null', async () => {
  const { query } = await beforeEsperThat(({ pathname }) =>
    pathname.includes('/v1/') ? { active: '12', in_active: null, secure: 3 } : { last_seen: { first_period: '7' } },
  );
  const { data, errors } = await query(metrics(`active inactive secure lowRisk unprovisioned ${PERIODS}`));
  expect(errors).toBeUndefined();
  expect(data.enterprise.deviceMetrics).toEqual({
    active: 12,
    inactive: null,
    secure: 3,
    lowRisk: null,
    unprovisioned: null,
    lastSeen: { firstPeriod: 7, secondPeriod: null, thirdPeriod: null },
  });
});

test('a second record that tells no periods has none', async () => {
  const { query } = await beforeEsperThat(() => ({ last_seen: null, unprovisioned_devices: 1 }));
  const { data, errors } = await query(metrics(`unprovisioned ${PERIODS}`));
  expect({ data, errors }).toEqual({
    data: { enterprise: { deviceMetrics: { unprovisioned: 1, lastSeen: null } } },
    errors: undefined,
  });
});
