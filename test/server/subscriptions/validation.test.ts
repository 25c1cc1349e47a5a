import { describe, expect, onTestFinished, test } from 'vitest';
import { createWorld } from '../../../src/simulator/world.js';
import { openBody, openStream } from '../../support/event-stream.js';
import { useGateway } from '../../support/gateway.js';

const { fleet } = createWorld(1, 3);
const id = fleet.idOf(0);
const watch = `subscription Watch { deviceChanged(ids: ["${id}"]) { device { ...Names } } } fragment Names on Device { id }`;

describe('of a document with several operations', () => {
  const gateway = useGateway({ devices: 3 });
  const first = async (query: string, operationName?: string) => {
    const stream = await openBody(`${gateway.url}/graphql/stream`, { query, operationName });
    onTestFinished(stream.close);
    return (await stream.next())?.data as { errors?: object[] };
  };

  test.each([
    ['query Who { viewer { ...Who } } fragment Who on User { fullName }'],
    ['mutation Make { createGroup(input: { name: "x" }) { group { id } } }'],
    ['subscription Other { deviceChanged(ids: []) { deviceId } }'],
  ])('one is subscribed to by its name, beside %s', async (other) => {
    const answer = await first(`${other} ${watch}`, 'Watch');
    expect(answer).toMatchObject({ data: { deviceChanged: { device: { id: expect.any(String) } } } });
  });

  test.each([undefined, 'Nobody'])('none is by the name %s', async (name) => {
    const { errors } = await first(`query Who { viewer { fullName } } ${watch}`, name);
    expect(errors).toEqual([
      {
        message: '"operationName" must say which operation of the document is meant.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  test.each([
    'subscription ($yes: Boolean! = true) { deviceChanged(ids: ["a"]) @include(if: $yes) { deviceId } }',
    'subscription { deviceChanged(ids: ["a"]) @skip(if: true) { deviceId } }',
    'subscription { ... @include(if: false) { deviceChanged(ids: ["a"]) { deviceId } } }',
    'subscription { ...A } fragment A on Subscription { ...A ...B @skip(if: true) } fragment B on Subscription { x }',
  ])('a condition at the top is a fault of the document: %s', async (query) => {
    expect(await first(query)).toEqual({
      errors: [
        {
          message: 'At the top of a subscription there can be no @skip and no @include.',
          locations: [{ line: 1, column: query.indexOf('@') + 1 }],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    });
  });

  test('an error tells its place in what was sent', async () => {
    const query = `query Who { viewer { ...Who } }
      fragment Who on User { fullName }
      "A subscription" # "é" \u{1F600}
      subscription Watch { deviceChanged(ids: ["${id}"]) { device { ...Apps } } }
      fragment Apps on Device { apps(first: -1) { totalCount } }`;
    expect(await first(query, 'Watch')).toMatchObject({
      data: { deviceChanged: { device: { apps: null } } },
      errors: [{ path: ['deviceChanged', 'device', 'apps'], locations: [{ line: 5, column: 33 }] }],
    });
  });

  test('a condition further down, or beside a subscription, is none', async () => {
    const query = `query Who($no: Boolean!) { viewer @include(if: $no) { id } }
      subscription Watch($no: Boolean!) { deviceChanged(ids: ["${id}"]) { deviceId isGone @include(if: $no) } }`;
    const body = { query, operationName: 'Watch', variables: { no: false } };
    const stream = await openBody(`${gateway.url}/graphql/stream`, body);
    onTestFinished(stream.close);
    expect((await stream.next())?.data).toMatchObject({ data: { deviceChanged: { deviceId: id } } });
  });
});

describe('where introspection is off', () => {
  const gateway = useGateway({ devices: 3, env: { INTROSPECTION: 'off' } });

  test.each([
    'subscription { deviceChange { deviceId } }',
    'subscription { deviceChanged(id: 1) { devic } }',
    'subscription { deviceChanged(ids: ["a"]) { device { nam hardwar ... on AndroidDevic { id } } } }',
    'subscription ($in: IDs!) { deviceChanged(ids: $in) { deviceId } }',
  ])('%s does not tell what may have been meant', async (query) => {
    const stream = await openStream(gateway.url, query, { variables: { in: 'x' } });
    const { errors } = (await stream.next())!.data as { errors: { message: string }[] };
    expect(errors).not.toHaveLength(0);
    for (const { message } of errors) expect(message).not.toMatch(/Did you mean/);
  });
});
