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

  test('a directive that depends on a variable at the top is a fault of the document', async () => {
    const query = `subscription ($yes: Boolean! = true) { deviceChanged(ids: ["${id}"]) @include(if: $yes) { deviceId } }`;
    expect(await first(query)).toMatchObject({
      errors: [
        {
          message: 'At the top of a subscription @skip and @include cannot depend on a variable.',
          locations: [{ line: 1 }],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    });
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
