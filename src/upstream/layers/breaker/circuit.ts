import type { Clock } from '../../clock.js';

export interface CircuitOptions {
  /** Share of failed calls, from 0 to 1, from which on the circuit opens. */
  readonly failureShare: number;
  /** Calls there must have been before their share counts. */
  readonly minimumCalls: number;
  /** Milliseconds that calls are remembered. */
  readonly windowMs: number;
  /** Milliseconds an open circuit waits before it lets one call through to see. */
  readonly pauseMs: number;
}

export type CircuitState = 'closed' | 'open' | 'half-open';

/** Slices of the window: calls are forgotten a slice at a time. */
const SLICES = 10;

interface Slice {
  readonly number: number;
  calls: number;
  failed: number;
}

/** One circuit: closed while calls go well, open when too many failed, half open while one call tries whether they do again. */
export class Circuit {
  readonly #options: CircuitOptions;
  readonly #clock: Clock;
  readonly #onChange: (state: 'open' | 'closed') => void;
  #slices: Slice[] = [];
  #openedAt: number | undefined;
  #probing = false;

  /** `onChange` is told when it opens and when it is closed again, not of tries in between. */
  constructor(options: CircuitOptions, clock: Clock, onChange: (state: 'open' | 'closed') => void = () => {}) {
    this.#options = options;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  get state(): CircuitState {
    if (this.#openedAt === undefined) return 'closed';
    return this.#probing || this.#pauseLeft <= 0 ? 'half-open' : 'open';
  }

  /** Milliseconds no call may be sent; 0 when one may. */
  closedFor(): number {
    if (this.#openedAt === undefined) return 0;
    // While the one call is out nobody knows how long it takes.
    return this.#probing ? 1 : Math.max(0, this.#pauseLeft);
  }

  /** Says that a call is sent. What it gives is to be handed to `ended`. */
  begin(): number | undefined {
    this.#probing = this.#openedAt !== undefined;
    return this.#openedAt;
  }

  /** Says, once, how a call ended. */
  ended(began: number | undefined, how: 'well' | 'badly' | 'unknown'): void {
    // Calls sent before the circuit last changed are not asked about it any more.
    if (began !== this.#openedAt) return;
    if (began !== undefined) this.#probed(how);
    else if (how !== 'unknown') this.#count(how === 'badly');
  }

  get #pauseLeft(): number {
    return (this.#openedAt ?? -Infinity) + this.#options.pauseMs - this.#clock.now();
  }

  #probed(how: 'well' | 'badly' | 'unknown'): void {
    this.#probing = false;
    if (how === 'badly') this.#openedAt = this.#clock.now();
    if (how !== 'well') return;
    this.#openedAt = undefined;
    this.#onChange('closed');
  }

  #count(failed: boolean): void {
    const slice = this.#slice();
    slice.calls++;
    if (!failed) return;
    slice.failed++;
    const { minimumCalls, failureShare } = this.#options;
    const calls = this.#slices.reduce((sum, one) => sum + one.calls, 0);
    const failures = this.#slices.reduce((sum, one) => sum + one.failed, 0);
    if (calls < minimumCalls || failures < calls * failureShare) return;
    this.#openedAt = this.#clock.now();
    this.#slices = [];
    this.#onChange('open');
  }

  /** The slice of the window in which it is now. Those that are long past are forgotten. */
  #slice(): Slice {
    const number = Math.floor((this.#clock.now() * SLICES) / this.#options.windowMs);
    const last = this.#slices.at(-1);
    if (last?.number === number) return last;
    const slice = { number, calls: 0, failed: 0 };
    this.#slices = [...this.#slices.filter((one) => one.number > number - SLICES), slice];
    return slice;
  }
}
