import type { Clock } from '../../clock.js';
import { upsert } from '../../upsert.js';

/** How many calls ended, and how many of them badly. */
export interface Tally {
  calls: number;
  failed: number;
}

/** Slices of the window: calls are forgotten a slice at a time. */
const SLICES = 10;

interface Slice {
  readonly number: number;
  readonly callers: Map<string, Tally>;
}

const none = (): Tally => ({ calls: 0, failed: 0 });

/** How the calls of late ended, those of all callers together and those of each. */
export class Outcomes {
  readonly #clock: Clock;
  readonly #sliceMs: number;
  readonly #slices: Slice[] = [];
  readonly #total = none();
  readonly #callers = new Map<string, Tally>();

  constructor(windowMs: number, clock: Clock) {
    this.#clock = clock;
    this.#sliceMs = windowMs / SLICES;
  }

  /** As of the last that was counted. */
  get total(): Readonly<Tally> {
    return this.#total;
  }

  get callers(): ReadonlyMap<string, Readonly<Tally>> {
    return this.#callers;
  }

  /** Counts a call that this caller made. */
  count(caller: string, failed: boolean): void {
    const { callers } = this.#slice();
    for (const tally of [this.#total, upsert(this.#callers, caller, none), upsert(callers, caller, none)]) {
      tally.calls++;
      if (failed) tally.failed++;
    }
  }

  clear(): void {
    while (this.#slices.length > 0) this.#forget(this.#slices.shift()!);
  }

  /** The slice in which it is now. Those that are long past are forgotten. */
  #slice(): Slice {
    const number = Math.floor(this.#clock.now() / this.#sliceMs);
    const last = this.#slices.at(-1);
    if (last?.number === number) return last;
    while (this.#slices.length > 0 && this.#slices[0]!.number <= number - SLICES) this.#forget(this.#slices.shift()!);
    const slice = { number, callers: new Map<string, Tally>() };
    this.#slices.push(slice);
    return slice;
  }

  #forget({ callers }: Slice): void {
    for (const [caller, { calls, failed }] of callers) {
      const rest = this.#callers.get(caller)!;
      for (const tally of [this.#total, rest]) {
        tally.calls -= calls;
        tally.failed -= failed;
      }
      if (rest.calls === 0) this.#callers.delete(caller);
    }
  }
}
