import type { Clock } from '../../clock.js';
import { Outcomes, type Tally } from './outcomes.js';

export interface CircuitOptions {
  /** Share of failed calls, from 0 to 1, from which on the circuit opens; and of callers who see as many of theirs fail. */
  readonly failureShare: number;
  /** Calls there must have been before their share counts. */
  readonly minimumCalls: number;
  /** Milliseconds that calls are remembered. */
  readonly windowMs: number;
  /** Milliseconds an open circuit waits before it lets one call through to see. */
  readonly pauseMs: number;
}

export type CircuitState = 'closed' | 'open' | 'half-open';

/** By what part of the pause a caller whose try failed comes after the others: its calls may fail where theirs do not. */
const HANDICAP = 0.2;

/**
 * One circuit: closed while calls go well, open when too many failed, half open while one call tries whether they do again.
 *
 * One caller may have found what the REST API fails at, and ask for it again and again, while all others are served well. So the
 * circuit opens for all when those of the others fail as well; and while nobody else asks, for that one caller, until the first call
 * of another tells.
 */
export class Circuit {
  readonly #options: CircuitOptions;
  readonly #clock: Clock;
  readonly #onChange: (state: 'open' | 'closed') => void;
  readonly #outcomes: Outcomes;
  /** How often it has opened and closed: how calls end that began before it last did tells nothing any more. */
  #changes = 0;
  #openedAt: number | undefined;
  /** The one caller it is open for; left out when that is everybody. */
  #only: string | undefined;
  #probing = false;
  /** Whose try failed last. */
  #failed: string | undefined;

  /** `onChange` is told when it opens and when it is closed again, not of tries in between. */
  constructor(options: CircuitOptions, clock: Clock, onChange: (state: 'open' | 'closed') => void = () => {}) {
    this.#options = options;
    this.#clock = clock;
    this.#onChange = onChange;
    this.#outcomes = new Outcomes(options.windowMs, clock);
  }

  get state(): CircuitState {
    if (this.#openedAt === undefined) return 'closed';
    return this.#probing || this.#pauseLeft <= 0 ? 'half-open' : 'open';
  }

  /** Milliseconds this caller may send no call; 0 when one may be sent. */
  closedFor(caller: string): number {
    if (!this.#isOpenFor(caller)) return 0;
    // While the one call is out nobody knows how long it takes.
    if (this.#probing) return 1;
    const isLast = this.#only === undefined && caller === this.#failed;
    return Math.max(0, this.#pauseLeft + (isLast ? this.#options.pauseMs * HANDICAP : 0));
  }

  /** Says that a call of this caller is sent. What it gives is to be handed to `ended`. */
  begin(caller: string): number {
    if (this.#isOpenFor(caller)) this.#probing = true;
    return this.#changes;
  }

  /** Says, once, how a call ended. */
  ended(caller: string, began: number, how: 'well' | 'badly' | 'unknown'): void {
    if (began !== this.#changes) return;
    if (this.#openedAt !== undefined) this.#tried(caller, how);
    else if (how !== 'unknown') this.#count(caller, how === 'badly');
  }

  #isOpenFor(caller: string): boolean {
    return this.#openedAt !== undefined && (this.#only === undefined || this.#only === caller);
  }

  get #pauseLeft(): number {
    return (this.#openedAt ?? -Infinity) + this.#options.pauseMs - this.#clock.now();
  }

  #tried(caller: string, how: 'well' | 'badly' | 'unknown'): void {
    if (how === 'unknown') {
      if (this.#isOpenFor(caller)) this.#probing = false;
    } else if (how === 'badly') {
      this.#failed = caller;
      this.#open(this.#only === caller ? caller : undefined);
    } else {
      this.#changes++;
      this.#probing = false;
      this.#openedAt = undefined;
      this.#outcomes.count(caller, false);
      this.#onChange('closed');
    }
  }

  #count(caller: string, failed: boolean): void {
    this.#outcomes.count(caller, failed);
    const { total, callers } = this.#outcomes;
    if (!failed || total.calls < this.#options.minimumCalls || !this.#isBad(total)) return;
    // One caller at least is among them: the one that may be the cause, and is put aside.
    const others = callers.size - 1;
    const failing = [...callers.values()].filter((tally) => this.#isBad(tally)).length - 1;
    if (failing < others * this.#options.failureShare) return;
    this.#failed = undefined;
    this.#open(others === 0 ? caller : undefined);
    this.#outcomes.clear();
    this.#onChange('open');
  }

  #isBad({ calls, failed }: Readonly<Tally>): boolean {
    return failed >= calls * this.#options.failureShare;
  }

  #open(only: string | undefined): void {
    this.#changes++;
    this.#probing = false;
    this.#openedAt = this.#clock.now();
    this.#only = only;
  }
}
