import type { Clock } from '../../clock.js';
import { LearntBound } from './learnt-bound.js';
import { EVERY_MS } from './leased-share.js';
import type { Grant, Report, Share } from './share.js';
import { Tally } from './tally.js';

/** How far calls may catch up with their rate when they were late: as far as timers are. */
const SLACK_MS = 40;
/** Seconds with calls that are remembered: a quota may be one of minutes. */
const MEMORY = 300;
/**
 * Calls that must have been taken before a refusal tells a rate; a few at once tell of too many calls at once. Fewer do where
 * the REST API says when to come back and has refused half as many besides, some at least, which is more than chance.
 */
const EVIDENCE = 20;
const SOME = 3;
/** The shortest pause. They are rounded up to whole seconds. */
const SHORTEST_MS = 1000;
/** A rate so many times as high as what was too much last is as good as none. */
const FORGOTTEN = 2;

interface Refusal {
  readonly at: number;
  readonly pauseEnds: number;
  /** The rate that was allowed then. */
  readonly rate: number;
  /** Whether the REST API said when to come back. */
  readonly isTold: boolean;
}

/**
 * Calls a second that one caller may begin: free until the REST API refuses one, then a little below what it takes.
 * A quota is a number of calls in some time; without a pace each of its spans ends in refusals and a pause, however few
 * calls are under way.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #share: Pick<Share, 'pace' | 'starts'>;
  readonly #bound = new LearntBound();
  readonly #tally = new Tally();
  /** Calls refused here. */
  #refused = 0;
  #next = -Infinity;
  #pauseEnds = -Infinity;
  /** One of which it is not known yet what it tells. */
  #refusal: Refusal | undefined;
  /** The last seconds in which calls began, and how many had been taken before. */
  readonly #seconds: { readonly from: number; readonly before: number }[] = [];

  constructor(clock: Clock, share: Pick<Share, 'pace' | 'starts'>) {
    this.#clock = clock;
    this.#share = share;
  }

  /** The time before which no call may begin; Infinity while other replicas have left none over. */
  get next(): number {
    const { starts } = this.#share;
    return starts && this.everyMs ? starts.next(this.#clock.now()) : this.#next;
  }

  /** Calls a second allowed now, those of other replicas included. */
  get rate(): number {
    this.#reckon();
    return this.#bound.at(this.#clock.now());
  }

  /** Milliseconds between two calls of all replicas, while that matters. */
  get everyMs(): number | undefined {
    const { rate } = this;
    return rate < FORGOTTEN * this.#bound.tooMuch ? 1000 / rate : undefined;
  }

  /** A call begins. */
  began(): void {
    this.#reckon();
    const now = this.#clock.now();
    const { starts, pace } = this.#share;
    const late = now - SLACK_MS - this.#next;
    if (late > 0 && !starts) this.#bound.idled(late, now); // whoever hands out starts sees when all idle
    this.#next = Math.max(this.#next, now - SLACK_MS) + 1000 / (this.rate * pace);
    starts?.take();
    this.#mark(now);
    this.#tally.add(1);
  }

  #mark(now: number): void {
    if (now - (this.#seconds.at(-1)?.from ?? -Infinity) < 1000) return;
    // What others have taken is told late: rather too many calls in too long a span than in too short a one.
    this.#seconds.push({ from: now - (this.#tally.isQuiet ? 0 : EVERY_MS), before: this.#tally.taken });
    if (this.#seconds.length > MEMORY) this.#seconds.shift();
  }

  /** A call that had begun was not sent. */
  unsent(): void {
    this.#tally.add(-1);
  }

  /** A call begun at `begunAt` was refused, and all pause until `pauseEnds`; `isTold` when the REST API said how long. */
  refused(begunAt: number, pauseEnds: number, isTold: boolean): void {
    this.#tally.add(-1);
    this.#refused++;
    // Of all those under way together the first counts.
    if (begunAt >= this.#pauseEnds) this.#paused(pauseEnds, isTold);
  }

  /** What other replicas should know. */
  get news(): Pick<Report, 'taken' | 'pace'> {
    this.#reckon();
    return { taken: this.#tally.news, pace: this.#bound.meeting(this.#clock.now()) };
  }

  /** Learns what other replicas have used and met, in return for what they were told. */
  learn({ taken, pace, pauseMs }: Grant, said: Report): void {
    const now = this.#clock.now();
    this.#tally.learn(said.taken, taken);
    this.#mark(now);
    // One of them was refused, and not just in the pause that is known.
    if (now + pauseMs - SHORTEST_MS >= this.#pauseEnds && pauseMs > 0) this.#paused(now + pauseMs, false);
    if (pace) this.#bound.learn(pace, now);
  }

  #paused(pauseEnds: number, isTold: boolean): void {
    this.#refusal = { at: this.#clock.now(), pauseEnds, rate: this.rate, isTold };
    this.#pauseEnds = pauseEnds;
    this.#next = pauseEnds;
  }

  /** Learns from a refusal, in the middle of the pause: by then it is known what was taken, by other replicas as well. */
  #reckon(): void {
    const refusal = this.#refusal;
    if (!refusal) return;
    const { at, pauseEnds, rate } = refusal;
    if (this.#clock.now() < (at + pauseEnds) / 2) return;
    this.#refusal = undefined;
    if (this.#bound.metAt > at) return; // another replica knows already
    const tooMuch = Math.min(rate, this.#sustained(refusal));
    if (tooMuch < Infinity) this.#bound.met(tooMuch, pauseEnds, pauseEnds - at);
  }

  /**
   * Calls a second that were taken until a pause, over whichever span shows most: 1500 calls taken in 20 s and then followed by a
   * pause of 40 s are 25 a second. Infinity where they are too few to tell.
   */
  #sustained({ pauseEnds, isTold }: Refusal): number {
    const { taken, here } = this.#tally;
    const most = Math.max(0, ...this.#seconds.map(({ before }) => taken - before));
    const isSmall = isTold && most > 0 && this.#refused >= Math.max(SOME, here / 2);
    if (most < EVIDENCE && !isSmall) return Infinity;
    const end = pauseEnds - SHORTEST_MS;
    const rates = this.#seconds.map(({ from, before }) => ((taken - before) * 1000) / Math.max(1000, end - from));
    return Math.max(...rates) / this.#share.pace;
  }
}
