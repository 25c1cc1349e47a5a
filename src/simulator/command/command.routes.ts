import { contentPage } from '../envelope.js';
import type { Rights } from '../keys.js';
import { given, list, same } from '../query.js';
import { badRequest, notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { micros } from '../timestamps.js';
import type { World } from '../world.js';
import { standingOf } from './command-progress.js';
import type { CommandRequest, Target } from './command.seed.js';

export const commandRoutes = [
  get('/commands/v0/commands/', listRequests),
  get('/commands/v0/commands/{id}/', readRequest),
  get('/commands/v0/commands/{id}/stats/', readStats),
  get('/commands/v0/status/', listStatuses),
  get('/commands/v0/status/{id}/', readStatus),
];

/** Esper: an envelope of its own, with a code and a message beside the content. */
export const told = <T extends object>(content: T, code = 200) => ({ code, message: 'ok', content });

export function commandRecord(request: CommandRequest) {
  return {
    id: request.id,
    command_type: request.type,
    devices: request.devices,
    // Esper: null for a command to devices, an empty list in the older systems.
    groups: request.type === 'DEVICE' ? null : request.groups,
    device_type: 'all',
    command: request.command,
    command_args: request.args,
    schedule: request.schedule,
    schedule_args: request.scheduleArgs,
    created_by: String(request.createdBy),
    created_at: micros(request.createdAt),
  };
}

export function statusRecord({ fleet, commands }: World, request: CommandRequest, target: Target) {
  const standing = standingOf(request, target, commands.now());
  if (!standing) return [];
  const { state, reason, since } = standing;
  const device = fleet.idOf(target.device);
  const times = { created_at: micros(request.createdAt), updated_at: micros(since) };
  return [{ id: target.id, request: request.id, device, state, reason, ...times }];
}

/** Those of a command's devices that the key may see. */
const seenTargets = ({ fleet }: World, rights: Rights, { targets }: CommandRequest): Target[] =>
  rights.groups ? targets.filter(({ device }) => fleet.find(fleet.idOf(device), rights) !== undefined) : targets;

/** The commands of which the key may see a device, the newest first. */
function visible(world: World, rights: Rights): readonly CommandRequest[] {
  const { all } = world.commands;
  return rights.groups ? all.filter((request) => seenTargets(world, rights, request).length > 0) : all;
}

function requestOf({ world, rights }: Asked, id: string): CommandRequest {
  const found = visible(world, rights).find((request) => request.id === id);
  if (!found) throw notFound();
  return found;
}

function listRequests(asked: Asked) {
  const { world, rights, query } = asked;
  const devices = list(query, 'devices');
  const groups = list(query, 'groups');
  const command = given(query, 'command');
  const schedule = given(query, 'schedule');
  const found = visible(world, rights).filter(
    (request) =>
      (!devices || request.targets.some(({ device }) => devices.includes(world.fleet.idOf(device)))) &&
      (!groups || request.groups.some((group) => groups.includes(group))) &&
      (command === undefined || same(request.command, command)) &&
      (schedule === undefined || same(request.schedule, schedule)),
  );
  return told(contentPage(asked, found, commandRecord).content);
}

function readRequest(asked: Asked, id: string) {
  return told(commandRecord(requestOf(asked, id)));
}

function readStats(asked: Asked, id: string) {
  const { world, rights } = asked;
  const request = requestOf(asked, id);
  const totals = new Map<string, number>();
  for (const target of seenTargets(world, rights, request))
    for (const { state } of statusRecord(world, request, target)) totals.set(state, (totals.get(state) ?? 0) + 1);
  return told({ id, status: [...totals].map(([state, total]) => ({ state, total })) });
}

function listStatuses(asked: Asked) {
  const { world, rights, query } = asked;
  const requests = list(query, 'request');
  const devices = list(query, 'device');
  const state = given(query, 'state');
  if (!requests && !devices) throw badRequest('request', 'Either request or device is required.');
  const found = visible(world, rights)
    .filter(({ id }) => !requests || requests.includes(id))
    .flatMap((request) =>
      seenTargets(world, rights, request)
        .filter(({ device }) => !devices || devices.includes(world.fleet.idOf(device)))
        .flatMap((target) => statusRecord(world, request, target)),
    )
    .filter((status) => state === undefined || status.state === state);
  return told(contentPage(asked, found, (status) => status).content);
}

export function targetOf(asked: Asked, id: string): readonly [CommandRequest, Target] {
  const { world, rights } = asked;
  for (const request of visible(world, rights)) {
    const target = seenTargets(world, rights, request).find((one) => one.id === id);
    if (target && standingOf(request, target, world.commands.now())) return [request, target];
  }
  throw notFound();
}

function readStatus(asked: Asked, id: string) {
  const [status] = statusRecord(asked.world, ...targetOf(asked, id));
  return told(status!);
}
