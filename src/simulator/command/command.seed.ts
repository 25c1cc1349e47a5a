import type { Fleet } from '../fleet.js';
import { Random, uuidOf } from '../random.js';
import { DAY, MINUTE, NOW } from '../timestamps.js';
import { FIRST_ID } from '../user/user.seed.js';
import { courseOf, endOf } from './command-progress.js';

/** One device a command is meant for. */
export interface Target {
  id: string;
  /** The device's number in the fleet. */
  device: number;
  /** Whether it is online to take the command. */
  isReachable: boolean;
  course: ReturnType<typeof courseOf>;
  cancelled?: { since: number; reason: string | null };
}

export type Args = Readonly<Record<string, unknown>>;

/** A command as it was asked for. */
export interface Command {
  type: 'DEVICE' | 'GROUP' | 'DYNAMIC';
  devices: string[];
  groups: string[];
  command: string;
  args: Args;
  schedule: 'IMMEDIATE' | 'WINDOW' | 'RECURRING';
  scheduleArgs: Args;
}

export interface CommandRequest extends Command {
  id: string;
  number: number;
  createdBy: number;
  createdAt: number;
  targets: Target[];
}

/** Esper: a device that is offline or disabled leaves its commands in the queue. */
const UNREACHABLE = [20, 60];

const HISTORY = 30;
const PAST: readonly (readonly [string, Args])[] = [
  ['REBOOT', {}],
  ['UPDATE_HEARTBEAT', {}],
  ['SET_KIOSK_APP', { package_name: 'com.example.kiosk' }],
  ['SET_APP_STATE', { package_name: 'com.example.kiosk', app_state: 'SHOW' }],
  ['ADD_WIFI_AP', { wifi_access_points: [{ wifi_ssid: 'Warehouse', wifi_password: 'SECRET-wifi-0' }] }],
  // Esper: words are added over the years, and no document lists them all.
  ['SET_WIDGET', {}],
];

/** All commands of the tenant, the newest first. */
export class Commands {
  readonly all: CommandRequest[] = [];
  /** What is still to take effect. */
  private readonly pending = new Set<readonly [CommandRequest, Target]>();

  constructor(
    private readonly seed: number,
    private readonly fleet: Fleet,
    readonly now: () => number,
  ) {
    if (fleet.size > 0) for (let number = 0; number < HISTORY; number++) this.remember(number);
    this.pending.clear();
  }

  /** Accepts a command for these devices, by number. */
  create(command: Command, numbers: readonly number[], createdBy: number, createdAt = this.now()): CommandRequest {
    const number = this.all.length;
    const targets = [...new Set(numbers)].map((device) => ({
      id: uuidOf(this.seed, `command ${number}`, device),
      device,
      isReachable: !UNREACHABLE.includes(this.fleet.stateOf(device)),
      course: courseOf(this.seed, number, device),
    }));
    const request = { ...command, id: uuidOf(this.seed, 'command', number), number, createdBy, createdAt, targets };
    this.all.unshift(request);
    for (const target of targets) this.pending.add([request, target]);
    return request;
  }

  /** Tells which devices have carried a command out since this was last asked, each once. */
  carriedOut(): { request: CommandRequest; device: number; at: number }[] {
    const now = this.now();
    const ended = [...this.pending].filter(([request, target]) => target.cancelled || endOf(request, target) <= now);
    for (const one of ended) this.pending.delete(one);
    return ended
      .filter(([, { cancelled, isReachable, course }]) => !cancelled && isReachable && course.state.endsWith('Success'))
      .map(([request, target]) => ({ request, device: target.device, at: endOf(request, target) }))
      .toSorted((a, b) => a.at - b.at);
  }

  /** A command of the past, which has changed nothing that is still to be seen. */
  private remember(number: number): void {
    const random = new Random(this.seed, 'history', number);
    const [command, args] = PAST[number % PAST.length]!;
    const numbers = Array.from({ length: 1 + random.below(6) }, () => random.below(this.fleet.size));
    const devices = [...new Set(numbers)].map((one) => this.fleet.idOf(one));
    const createdAt = NOW - (HISTORY - number) * DAY + random.below(60) * MINUTE;
    const past: Command = {
      type: 'DEVICE',
      devices,
      groups: [],
      command,
      args,
      schedule: 'IMMEDIATE',
      scheduleArgs: {},
    };
    this.create(past, numbers, FIRST_ID, createdAt);
  }
}
