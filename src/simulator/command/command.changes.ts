import { textIn, valueIn } from '../body.js';
import { sees } from '../group/group.routes.js';
import { badRequest } from '../refusals.js';
import { type Asked, post, put } from '../router.js';
import { requiredArgs } from './command-words.js';
import { commandRecord, statusRecord, targetOf, told } from './command.routes.js';
import { standingOf } from './command-progress.js';
import type { Args, Command } from './command.seed.js';

export const commandChanges = [
  post('/commands/v0/commands/', createRequest),
  put('/commands/v0/status/{id}/', changeStatus),
];

const MOST_DEVICES = 1000;
const MOST_GROUPS = 500;
/** Esper: what a network with a password asks of it. */
const SHORTEST_PASSWORD = 8;

function oneOf<T extends string>(body: unknown, key: string, words: readonly T[], byDefault?: T): T {
  const value = textIn(body, key, byDefault);
  const word = words.find((one) => one === value);
  if (word === undefined) throw badRequest(key, `"${value}" is not a valid choice.`);
  return word;
}

function idsIn(body: unknown, key: string, isNeeded: boolean, most: number): string[] {
  const ids = valueIn(body, key) ?? [];
  if (!Array.isArray(ids)) throw badRequest(key, 'Expected a list of items.');
  if (isNeeded && ids.length === 0) throw badRequest(key, 'This list may not be empty.');
  if (ids.length > most) throw badRequest(key, `Ensure this field has no more than ${most} elements.`);
  return ids.map(String);
}

const argsIn = (body: unknown, key: string): Args => (valueIn(body, key) ?? {}) as Args;

function commandIn(body: unknown): Command {
  const type = oneOf(body, 'command_type', ['DEVICE', 'GROUP', 'DYNAMIC']);
  oneOf(body, 'device_type', ['all'], 'all');
  const command = textIn(body, 'command');
  const args = argsIn(body, 'command_args');
  const missing = requiredArgs[command]?.find((name) => args[name] === undefined);
  if (missing) throw badRequest(`command_args.${missing}`, 'This field is required.');
  for (const { wifi_password: password } of [args['wifi_access_points'] ?? []].flat() as Args[])
    if (typeof password === 'string' && password.length < SHORTEST_PASSWORD)
      throw badRequest('command_args.wifi_access_points', `"${password}" has fewer than ${SHORTEST_PASSWORD} letters.`);
  const schedule = oneOf(body, 'schedule', ['IMMEDIATE', 'WINDOW', 'RECURRING'], 'IMMEDIATE');
  const scheduleArgs = argsIn(body, 'schedule_args');
  if (schedule !== 'IMMEDIATE' && !scheduleArgs['start_datetime'])
    throw badRequest('schedule_args.start_datetime', 'This field is required.');
  const devices = idsIn(body, 'devices', type !== 'GROUP', MOST_DEVICES);
  const groups = idsIn(body, 'groups', type !== 'DEVICE', MOST_GROUPS);
  return { type, devices, groups, command, args, schedule, scheduleArgs };
}

function createRequest({ world, rights, body }: Asked) {
  const command = commandIn(body);
  const { fleet, groups, apps } = world;
  const missing = (key: string, id: string) => badRequest(key, `Invalid pk "${id}" - object does not exist.`);
  const { app_version: version } = command.args;
  if (command.command === 'INSTALL' && !apps.version(String(version)))
    throw missing('command_args.app_version', String(version));
  const devices = command.devices.map((id) => {
    const number = fleet.find(id, rights);
    if (number === undefined) throw missing('devices', id);
    return number;
  });
  const members = command.groups.flatMap((id) => {
    const group = groups.find(id);
    if (!group || !sees(rights, group)) throw missing('groups', id);
    return groups.withSubgroups(group.index).flatMap((index) => fleet.members(index));
  });
  const request = world.commands.create(command, [...devices, ...members], rights.userId);
  return told(commandRecord(request), 201);
}

const WORDS = ['Command Acknowledged', 'Command In Progress', 'Command TimeOut', 'Command Success', 'Command Failure'];

/** Esper: meant for devices, which tell here how far they are; a person may cancel what no device has begun. */
function changeStatus(asked: Asked, id: string) {
  const { world, body } = asked;
  const state = oneOf(body, 'state', [...WORDS, 'Command Scheduled', 'Command Cancelled']);
  if (state !== 'Command Cancelled') throw badRequest('state', 'Only the device itself may tell this.');
  const [request, target] = targetOf(asked, id);
  const now = world.commands.now();
  const { state: present } = standingOf(request, target, now)!;
  if (!['Command Queued', 'Command Scheduled'].includes(present)) {
    throw badRequest('state', `A command that is in the state "${present}" cannot be cancelled.`);
  }
  target.cancelled = { since: now, reason: textIn(body, 'reason', 'Cancelled by a user.') };
  const [status] = statusRecord(world, request, target);
  return told(status!);
}
