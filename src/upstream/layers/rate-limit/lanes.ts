import type { Clock } from '../../clock.js';
import type { AdaptiveLimitOptions } from './adaptive-limit.js';
import { CallerBudget } from './budget.js';
import { Lane } from './lane.js';
import { LeasedShare } from './leased-share.js';
import { everything, laneKey, type Exchange, type Report, type Share } from './share.js';

/** Callers whose lanes are remembered at most while they ask for nothing. */
const MOST_CALLERS = 1000;

export interface LanesOptions {
  readonly clock: Clock;
  readonly limits: (lane: string) => AdaptiveLimitOptions;
  /** Reaches the other replicas, where there are any. */
  readonly exchange?: Exchange | undefined;
  /** Told when a lane may have opened. */
  readonly onOpen: () => void;
}

interface Known {
  readonly budget: CallerBudget;
  readonly share: Share;
  readonly lanes: Map<string, Lane>;
}

/** The lanes of every caller: made when first asked for, and forgotten longest unused first when they are many. */
export class Lanes {
  readonly #callers = new Map<string, Known>();
  readonly #options: LanesOptions;
  /** Who asked last, and so is the last of all anyway. */
  #latest: Known | undefined;

  constructor(options: LanesOptions) {
    this.#options = options;
  }

  of(identity: string, name: string): Lane {
    const known = this.#callers.get(identity) ?? this.#meet(identity);
    if (known !== this.#latest) this.#touch(identity, known);
    const { lanes, budget, share } = known;
    const found = lanes.get(name);
    if (found) return found;
    const lane = new Lane(name, budget.lane(name, this.#options.limits(name)), share);
    lanes.set(name, lane);
    return lane;
  }

  #touch(identity: string, known: Known): void {
    this.#latest = known;
    this.#callers.delete(identity);
    this.#callers.set(identity, known);
    if (this.#callers.size > MOST_CALLERS) this.#forget(identity);
  }

  *[Symbol.iterator](): Iterator<Lane> {
    for (const { lanes } of this.#callers.values()) yield* lanes.values();
  }

  /** Callers whose budget should be shared with other replicas, and is not. */
  get alone(): number {
    return [...this.#callers.values()].filter(({ share }) => share instanceof LeasedShare && share.isAlone).length;
  }

  #meet(identity: string): Known {
    const { clock, exchange, onOpen } = this.#options;
    const lanes = new Map<string, Lane>();
    const share: Share = exchange
      ? new LeasedShare({
          clock,
          exchange: (report) => exchange(identity, report),
          report: () => ({ ...budget.news(waitingIn(lanes)), wishes: wishesOf(lanes) }),
          learn: (told, said) => budget.learn(told, said),
          onChange: onOpen,
        })
      : everything;
    const budget = new CallerBudget(clock, share);
    return { budget, share, lanes };
  }

  #forget(except: string): void {
    for (const [identity, { lanes }] of this.#callers) {
      if (identity === except || ![...lanes.values()].every((lane) => lane.idle)) continue;
      this.#callers.delete(identity);
      return;
    }
  }
}

/** What a caller has use for in all lanes. */
function wishesOf(lanes: ReadonlyMap<string, Lane>): Report['wishes'] {
  return Object.fromEntries([...lanes].map(([name, lane]) => [laneKey(name), lane.wish()]));
}

function waitingIn(lanes: ReadonlyMap<string, Lane>): number {
  return [...lanes.values()].reduce((sum, { queue }) => sum + queue.length, 0);
}
