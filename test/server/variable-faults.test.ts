import { describe, expect, test } from 'vitest';
import { openStream } from '../support/event-stream.js';
import { useGateway } from '../support/gateway.js';

const gateway = useGateway({ devices: 5 });

/** An object of which each key is a fault. graphql-js quotes all of it for each. */
const strange = Object.fromEntries(Array.from({ length: 8000 }, (_, i) => [`key${i}`, i]));
const platforms = Array.from({ length: 30_000 }, () => 'AMIGA');

const asked = 'query ($filter: DeviceFilter) { devices(filter: $filter) { totalCount } }';

describe.each([
  ['that knows no such keys', strange, 'Field "key0" is not defined by type "DeviceFilter".'],
  ['in a list of words that are none', { platforms }, 'Value "AMIGA" does not exist in "DevicePlatform" enum.'],
])('variables with thousands of faults, for an input %s,', (_, filter, first) => {
  // To tell of all of them took minutes, which is longer than a test may take.
  test('are refused in few words', async () => {
    const { errors, status, calls } = await gateway.query(asked, { variables: { filter } });
    expect({ status, calls }).toEqual({ status: 200, calls: [] });
    expect(errors).toHaveLength(11);
    for (const { extensions } of errors!) expect(extensions).toEqual({ code: 'BAD_USER_INPUT' });
    expect(errors![0]!.message).toMatch(/^Variable "\$filter" /);
    expect(errors![0]!.message).toContain(first);
    expect(errors!.at(-1)!.message).toBe('The variables have more faults, which are not told.');
    expect(JSON.stringify(errors).length).toBeLessThan(10_000);
  });
});

test('those of a subscription are, too', async () => {
  const query = 'subscription ($ids: [ID!]!) { deviceChanged(ids: $ids) { __typename } }';
  const stream = await openStream(gateway.url, query, {
    variables: { ids: Array.from({ length: 20_000 }, () => ({})) },
  });
  const { data } = (await stream.next())!;
  stream.close();
  expect(data.errors).toHaveLength(11);
  for (const { extensions } of data.errors) expect(extensions).toEqual({ code: 'BAD_USER_INPUT' });
});
