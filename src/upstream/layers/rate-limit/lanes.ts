import type { Clock } from '../../clock.js';
import type { AdaptiveLimitOptions } from './adaptive-limit.js';
import { localBudgets, type Budget } from './budget.js';
import { Lane } from './lane.js';

/** Callers whose lanes are remembered at most while they ask for nothing. */
const MOST_CALLERS = 1000;

interface Known {
  readonly budgetOf: (options: AdaptiveLimitOptions) => Budget;
  readonly lanes: Map<string, Lane>;
}

/** The lanes of every caller: made when first asked for, and forgotten longest unused first when they are many. */
export class Lanes {
  readonly #callers = new Map<string, Known>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: (lane: string) => AdaptiveLimitOptions,
  ) {}

  of(identity: string, name: string): Lane {
    const known = this.#callers.get(identity) ?? { budgetOf: localBudgets(this.clock), lanes: new Map<string, Lane>() };
    this.#callers.delete(identity);
    this.#callers.set(identity, known);
    const lane = known.lanes.get(name) ?? new Lane(name, known.budgetOf(this.limits(name)));
    known.lanes.set(name, lane);
    if (this.#callers.size > MOST_CALLERS) this.#forget(identity);
    return lane;
  }

  *[Symbol.iterator](): Iterator<Lane> {
    for (const { lanes } of this.#callers.values()) yield* lanes.values();
  }

  #forget(except: string): void {
    for (const [identity, { lanes }] of this.#callers) {
      if (identity === except || ![...lanes.values()].every((lane) => lane.idle)) continue;
      this.#callers.delete(identity);
      return;
    }
  }
}
