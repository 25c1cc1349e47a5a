import type { Clock } from '../../clock.js';
import { laneKey, type Exchange, type Grant, type Report, type Share } from './share.js';
import { Starts } from './starts.js';

/** Milliseconds for which a grant holds: so long the others leave it alone, also when this process is dead. */
export const LEASE_MS = 2000;
/** Milliseconds between two exchanges, and the fewest when calls wait, or none may go. */
export const EVERY_MS = 250;
const SOON_MS = 50;

export interface LeasedShareOptions {
  readonly clock: Clock;
  readonly exchange: (report: Report) => ReturnType<Exchange>;
  /** What is to be said of the caller now. */
  readonly report: () => Report;
  /** Told what the others told in return. */
  readonly learn: (told: Grant, said: Report) => void;
  /** Told when the share may have changed. */
  readonly onChange: () => void;
}

/**
 * A share that is agreed upon with other replicas while the caller has something to ask. Until they have answered for the
 * first time, which takes a moment, no call goes: the REST API may have asked another replica for a pause. When they cannot
 * be reached, this process keeps to an equal part among as many as there were last: what all of them learn then holds for all.
 */
export class LeasedShare implements Share {
  readonly #options: LeasedShareOptions;
  #grants: Readonly<Record<string, number>> | undefined;
  readonly #starts = new Starts();
  #isAlone = false;
  /** Whether the others did not answer last. */
  #isUnheard = false;
  /** How many there were last, itself included. */
  #replicas = 1;
  #isActive = false;
  #isAsking = false;
  /** The last that was said, and whether by now something is asked in a lane that it had no use for. */
  #said: Report | undefined;
  #leftOut = false;
  /** Whether by now a call waits that more would be of use to. */
  #isShort = false;
  #askedAt = -Infinity;
  #leaseEnds = -Infinity;
  #stopTimer = () => {};

  constructor(options: LeasedShareOptions) {
    this.#options = options;
  }

  /** Whether the others cannot be reached while there is something to ask. */
  get isAlone(): boolean {
    return this.#isActive && this.#isAlone;
  }

  slots(lane: string, whole: number): number {
    if (this.#isAlone) return Math.max(1, Math.floor(whole / this.#replicas));
    return Math.floor(Math.min(whole, this.#grants?.[laneKey(lane)] ?? 0));
  }

  get starts(): Starts | undefined {
    return this.#isUnheard ? undefined : this.#starts;
  }

  get pace(): number {
    return this.#isUnheard ? 1 / this.#replicas : 1;
  }

  wanted(lane: string): void {
    if (!this.#isActive) void this.#exchange();
    else if (this.#isAsking) this.#leftOut ||= !this.#hasSaid(lane);
  }

  needed(lane: string): void {
    const elapsed = this.#options.clock.now() - this.#askedAt;
    this.#isShort = true;
    if (this.#isAsking) return;
    if (!this.#hasSaid(lane) || elapsed >= SOON_MS) void this.#exchange();
    else this.#comeBackIn(SOON_MS - elapsed);
  }

  #hasSaid(lane: string): boolean {
    return (this.#said?.wishes[laneKey(lane)]?.demand ?? 0) > 0;
  }

  async #exchange(): Promise<void> {
    const { clock, report, exchange, learn, onChange } = this.#options;
    this.#stopTimer();
    this.#isActive = true;
    this.#isAsking = true;
    this.#askedAt = clock.now();
    this.#leftOut = false;
    this.#isShort = false;
    const said = (this.#said = report());
    const told = await exchange(said);
    this.#isAsking = false;
    this.#isUnheard = !told;
    if (told) {
      this.#grants = told.grants;
      this.#replicas = told.replicas;
      this.#leaseEnds = this.#askedAt + LEASE_MS;
      this.#isAlone = false;
      if (told.starts) this.#starts.add(told.starts, clock.now());
      learn(told, said);
    } else if (clock.now() >= this.#leaseEnds) {
      this.#isAlone = true;
    }
    if (this.#leftOut) void this.#exchange();
    else if (Object.values(said.wishes).some(({ demand }) => demand > 0)) {
      const againMs = this.#isShort ? SOON_MS : askAgainIn(said, told);
      this.#comeBackIn(Math.min(EVERY_MS, Math.max(SOON_MS, againMs)));
    } else {
      // Nothing was asked for, so nothing is held.
      this.#isActive = false;
      this.#grants = undefined;
      this.#leaseEnds = -Infinity;
    }
    onChange();
  }

  #comeBackIn(ms: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#options.clock.after(ms, () => void this.#exchange());
  }
}

/** Milliseconds after which there may be more for what can do nothing now: others have all, or want what is under way back. */
function askAgainIn({ wishes, starts }: Report, told: Grant | undefined): number {
  const hasNone = (lane: string): boolean => wishes[lane]!.demand > 0 && told?.grants[lane] === 0;
  if (Object.keys(wishes).some(hasNone)) return 0;
  return starts?.wanted && told?.starts?.count === 0 ? told.starts.againMs : Infinity;
}
