import { Random } from '../random.js';
import type { CommandRequest, Target } from './command.seed.js';

/** Where a device stands with a command, and since when. */
export interface Standing {
  readonly state: string;
  readonly reason: string | null;
  readonly since: number;
}

/** Esper: a request is accepted before its devices are looked up; until then its list of states is empty. */
const FRESH_MS = 800;

const FAILURES = [
  ['Command Failure', 'The device refused the command.'],
  ['Command Failure', 'Not enough storage on the device.'],
  ['Command TimeOut', 'The device did not answer in time.'],
] as const;
const FAILING = 0.08;

/** How a device takes a command: when it does what, in milliseconds from the start, and how it ends. */
export function courseOf(seed: number, request: number, device: number) {
  const random = new Random(seed, `command ${request}`, device);
  const queued = FRESH_MS + 200 + random.below(2500);
  const initiated = queued + 500 + random.below(1000);
  const acknowledged = initiated + 500 + random.below(1500);
  const ended = acknowledged + 500 + random.below(3500);
  const [state, reason] = random.chance(FAILING) ? random.pick(FAILURES) : (['Command Success', null] as const);
  return { queued, initiated, acknowledged, ended, state, reason };
}

/** When devices begin with a request, and until when those that are offline may still come to it. */
function spanOf({ createdAt, schedule, scheduleArgs }: CommandRequest): { begins: number; expires: number } {
  if (schedule === 'IMMEDIATE') return { begins: createdAt, expires: Infinity };
  const { start_datetime: start, end_datetime: end } = scheduleArgs;
  const instant = (text: unknown, otherwise: number) => Date.parse(String(text)) || otherwise;
  return { begins: Math.max(createdAt, instant(start, createdAt)), expires: instant(end, Infinity) };
}

/** When a device will have carried a command out, or failed to; Infinity for one that is offline. */
export function endOf(request: CommandRequest, target: Target): number {
  const { begins, expires } = spanOf(request);
  return target.isReachable ? begins + target.course.ended : expires;
}

/** How far a device has come with a request; null while nothing is known of it. */
export function standingOf(request: CommandRequest, target: Target, now: number): Standing | null {
  const { createdAt } = request;
  const known = createdAt + FRESH_MS;
  if (now < known) return null;
  const { begins, expires } = spanOf(request);
  const { course, isReachable, cancelled } = target;
  if (cancelled) return { state: 'Command Cancelled', ...cancelled };
  const at = (state: string, since: number, reason: string | null = null): Standing => ({ state, reason, since });
  if (now < begins) return at('Command Scheduled', known, 'Command scheduled by None');
  if (!isReachable) {
    const queued = at('Command Queued', Math.max(known, begins));
    return now < expires ? queued : at('Command TimeOut', expires, 'The device was offline until the window ended.');
  }
  const steps: Standing[] = [
    at('Command Queued', Math.max(known, begins)),
    at('Command Initiated', begins + course.queued),
    at('Command Acknowledged', begins + course.initiated),
    at('Command In Progress', begins + course.acknowledged),
    at(course.state, begins + course.ended, course.reason),
  ];
  return steps.findLast(({ since }) => since <= now) ?? steps[0]!;
}
