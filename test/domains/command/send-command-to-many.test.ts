import type { GraphQLResolveInfo } from 'graphql';
import { beforeEach, expect, test, vi } from 'vitest';
import { commandMutations } from '../../../src/domains/command/command.mutations.js';
import type { Context } from '../../../src/domains/context.js';
import { failure } from '../../support/upstream.js';
import { useGateway } from '../../support/gateway.js';
import { POST, SEND, time } from './commands.js';

const gateway = useGateway({ now: time.now, devices: 2500, env: { LIMIT_BODY_BYTES: '1048576' } });

beforeEach(() => time.pass(60_000));

const everybody = () => {
  const { fleet, groups } = gateway.simulator.world;
  const ids = Array.from({ length: fleet.size }, (_, number) => fleet.idOf(number));
  return { devices: ids, groups: groups.all.map(({ id }) => id) };
};
const send = (input: object) =>
  gateway.query(SEND, { variables: { input: { command: { plain: 'UPDATE_HEARTBEAT' }, ...input } } });

test('more devices than fit into a call are told in several, in order', async () => {
  const { devices, groups } = everybody();
  const some = groups.slice(0, 3);
  const { data, errors, calls } = await send({ devices: [...devices, devices[0]], groups: some });
  expect(errors).toBeUndefined();
  const { commands, unsent, userErrors } = data.sendCommand;
  expect(commands).toMatchObject([
    { deviceCount: 1000, targetKind: 'DYNAMIC' },
    { deviceCount: 1000, targetKind: 'DEVICE' },
    { deviceCount: 500, targetKind: 'DEVICE' },
  ]);
  expect([unsent, userErrors]).toEqual([null, []]);
  expect(calls).toEqual([POST, POST, POST]);
  const made = gateway.simulator.world.commands.all.slice(0, 3).toReversed();
  expect(made.map(({ id }) => id)).toEqual(commands.map(({ esperId }: { esperId: string }) => esperId));
  expect(made.flatMap((command) => command.devices)).toEqual(devices);
  expect(made.map((command) => command.groups)).toEqual([some, [], []]);
});

test.each([
  ['was refused', { kind: 'status', status: 403 }, 'FORBIDDEN', false, []],
  ['was found at fault', { kind: 'status', status: 400 }, 'BAD_USER_INPUT', false, [{ code: 'BAD_USER_INPUT' }]],
  ['broke off', { kind: 'drop' }, 'UPSTREAM_UNAVAILABLE', true, []],
] as const)(
  'when a later call %s, the payload says who was told and who was not',
  async (_, fault, code, mayBe, told) => {
    const { devices } = everybody();
    let calls = 0;
    gateway.simulator.faults.clear();
    const rest = { ...fault, match: 'POST', times: 1 } as const;
    const { simulator } = gateway;
    const watch = simulator.world.commands.create.bind(simulator.world.commands);
    simulator.world.commands.create = (...args) => {
      if (++calls === 1) simulator.faults.inject(rest); // the first call has come through: the next one fails
      return watch(...args);
    };
    const { data, errors, calls: made } = await send({ devices, idempotencyKey: code });
    simulator.world.commands.create = watch;
    expect(errors).toBeUndefined();
    const { commands, unsent, userErrors } = data.sendCommand;
    expect(commands).toMatchObject([{ deviceCount: 1000 }]);
    expect(unsent).toMatchObject({ devices: devices.slice(1000), groups: [], mayHaveBeenSent: mayBe });
    expect(unsent.reason).toMatch(/POST \/commands\/v0\/commands\//);
    expect(userErrors).toMatchObject(told);
    expect(made).toEqual([POST, POST]);

    const repeated = await send({ devices, idempotencyKey: code });
    expect(repeated.data.sendCommand.unsent).toEqual(unsent);
    expect(repeated.data.sendCommand.commands).toEqual(commands);
    expect(repeated.calls).not.toContain(POST);
  },
);

test('what was turned down before it was sent has not been sent', async () => {
  const turnedDown = Object.assign(failure('UPSTREAM_UNAVAILABLE'), { attempts: 0 });
  const send = vi.fn().mockResolvedValueOnce({ id: 'c1' }).mockRejectedValueOnce(turnedDown);
  const context = {
    calls: { changes: () => send.mock.calls.length },
    once: ({ run }: { run: () => unknown }) => run(),
    sources: { command: { send } },
  } as unknown as Context;
  const { devices } = everybody();
  const input = { devices, command: { plain: 'REBOOT' as const } };
  const info = { fieldName: 'sendCommand' } as GraphQLResolveInfo;
  const outcome = await commandMutations.Mutation.sendCommand(null, { input }, context, info);
  expect(outcome).toMatchObject({
    commandIds: ['c1'],
    unsent: { devices: devices.slice(1000), mayHaveBeenSent: false },
  });
});
