import type { CommandPhase, CommandState } from '../../generated/schema.js';
import type { CommandRecord } from './command.record.js';

/** How many devices stand where with a command, all states that are not known taken together. */
export type Tally = Readonly<Partial<Record<CommandState, number>>>;

/** Esper: one of them has a capital in the middle. */
const states: Readonly<Record<string, CommandState>> = {
  'Command Scheduled': 'SCHEDULED',
  'Command Queued': 'QUEUED',
  'Command Initiated': 'INITIATED',
  'Command Acknowledged': 'ACKNOWLEDGED',
  'Command In Progress': 'IN_PROGRESS',
  'Command Success': 'SUCCESS',
  'Command Failure': 'FAILURE',
  'Command TimeOut': 'TIMED_OUT',
  'Command Cancelled': 'CANCELLED',
};

const final: readonly CommandState[] = ['SUCCESS', 'FAILURE', 'TIMED_OUT', 'CANCELLED'];

export const stateOf = (name: string): CommandState => states[name] ?? 'UNKNOWN';

/** What the REST API calls a state; undefined for UNKNOWN. */
export const nameOf = (state: CommandState): string | undefined =>
  Object.keys(states).find((name) => states[name] === state);

export const isFinal = (state: CommandState): boolean => final.includes(state);

/** Adds up how often each state comes. */
export function tallyOf(rows: Iterable<{ readonly state: string; readonly total?: number }>): Tally {
  const tally: Partial<Record<CommandState, number>> = {};
  for (const { state: name, total = 1 } of rows) {
    const state = stateOf(name);
    tally[state] = (tally[state] ?? 0) + total;
  }
  return tally;
}

export const totalOf = (tally: Tally): number => Object.values(tally).reduce((sum, count) => sum + count, 0);

/** How many devices a command is for; undefined when it is for groups, since it does not say what was in them. */
export const devicesOf = ({ devices, groups }: CommandRecord): number | undefined =>
  groups?.length ? undefined : devices?.length;

/** For how long after it was sent states are waited for of all of a command's devices. */
const FRESH_MS = 60_000;

/**
 * How far a command has come. Esper: one that was just accepted has no states at all, which is not the end; nor is it while some of
 * its devices have none. Those that have none later are not for this key to see.
 */
export function phaseOf(command: CommandRecord, tally: Tally): CommandPhase {
  const present = (Object.keys(tally) as CommandState[]).filter((state) => tally[state]);
  if (present.length === 0) return 'PENDING';
  const open = present.filter((state) => !isFinal(state));
  if (open.length === 0) return isFresh(command) && totalOf(tally) < (devicesOf(command) ?? 0) ? 'IN_PROGRESS' : 'DONE';
  if (open.every((state) => state === 'SCHEDULED')) return 'SCHEDULED';
  return open.every((state) => state === 'QUEUED' || state === 'SCHEDULED') ? 'QUEUED' : 'IN_PROGRESS';
}

const isFresh = ({ created_at: at }: CommandRecord) => Math.abs(Date.now() - Date.parse(at ?? '')) < FRESH_MS;
