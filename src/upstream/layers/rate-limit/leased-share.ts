import type { Clock } from '../../clock.js';
import { laneKey, PACE, type Exchange, type Lesson, type Report, type Share } from './share.js';

/** Milliseconds for which a grant holds: so long the others leave it alone, also when this process is dead. */
export const LEASE_MS = 2000;
/** Milliseconds between two exchanges, and the fewest when calls wait, or none may go. */
export const EVERY_MS = 250;
const SOON_MS = 50;
/** The part of the pace that a replica has at least. */
export const LEAST_PACE = 0.02;

export interface LeasedShareOptions {
  readonly clock: Clock;
  readonly exchange: (report: Report) => ReturnType<Exchange>;
  /** What is to be said of the caller now. */
  readonly report: () => Report;
  /** Told what other replicas have learnt. */
  readonly learn: (lesson: Lesson) => void;
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
  #isAlone = false;
  /** How many there were last, itself included. */
  #replicas = 1;
  #isActive = false;
  #isAsking = false;
  /** The last that was said, and whether by now something is asked in a lane that it had no use for. */
  #said: Report | undefined;
  #leftOut = false;
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

  get pace(): number {
    return this.#isAlone ? 1 / this.#replicas : Math.max(LEAST_PACE, Math.min(1, this.#grants?.[PACE] ?? LEAST_PACE));
  }

  wanted(lane: string): void {
    if (!this.#isActive) void this.#exchange();
    else if (this.#isAsking) this.#leftOut ||= !this.#hasSaid(lane);
  }

  needed(lane: string): void {
    if (this.#isAsking) return;
    if (!this.#hasSaid(lane) || this.#options.clock.now() - this.#askedAt >= SOON_MS) void this.#exchange();
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
    const said = (this.#said = report());
    const told = await exchange(said);
    this.#isAsking = false;
    if (told) {
      this.#grants = told.grants;
      this.#replicas = told.replicas;
      this.#leaseEnds = this.#askedAt + LEASE_MS;
      this.#isAlone = false;
      learn(told);
    } else if (clock.now() >= this.#leaseEnds) {
      this.#isAlone = true;
    }
    if (this.#leftOut) void this.#exchange();
    else if (Object.values(said.wishes).some(({ demand }) => demand > 0)) {
      this.#stopTimer = clock.after(this.#hasNone(said) ? SOON_MS : EVERY_MS, () => void this.#exchange());
    } else {
      // Nothing was asked for, so nothing is held.
      this.#isActive = false;
      this.#grants = undefined;
      this.#leaseEnds = -Infinity;
    }
    onChange();
  }

  /** Whether there is a lane with something to ask in which no call may go: others have them all, or want what is under way back. */
  #hasNone({ wishes }: Report): boolean {
    const grants = this.#grants;
    return (
      grants !== undefined && Object.entries(wishes).some(([thing, { demand }]) => demand > 0 && grants[thing] === 0)
    );
  }
}
