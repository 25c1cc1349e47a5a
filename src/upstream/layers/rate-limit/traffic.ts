import { abortedError } from '../../aborted.js';
import { systemClock, type Clock } from '../../clock.js';
import type { UpstreamError } from '../../errors.js';
import { callOf, deadlineOf, type UpstreamRequest } from '../../send.js';
import type { AdaptiveLimitOptions } from './adaptive-limit.js';
import type { Lane } from './lane.js';
import { Lanes } from './lanes.js';
import { Pass } from './pass.js';
import { notSent, refusal } from './refusal.js';
import type { Exchange } from './share.js';
import { Waiter } from './waiter.js';

/** Milliseconds after which a call that waits is late. */
const LATE_MS = 10_000;
const TOO_LATE = 'The next turn of this key comes too late.';
const NO_TURN = 'No turn came in time.';

export interface TrafficOptions {
  /** The lane a call goes in. Each caller has each lane once, with a limit of its own. */
  readonly laneOf: (request: UpstreamRequest) => string;
  /** The limits of a lane. */
  readonly limits: (lane: string) => AdaptiveLimitOptions;
  /** Calls under way at most, those of all callers together. */
  readonly total: number;
  /** Calls that may wait in one lane of one caller. Ten times as many may wait in all. */
  readonly queueLength: number;
  /** Reaches the other replicas: they share each caller's budget. Left out, this process has it for itself. */
  readonly exchange?: Exchange | undefined;
  readonly clock?: Clock;
}

/** What goes on in one lane, all callers together. */
export interface LaneState {
  inFlight: number;
  queued: number;
  /** The limits of the callers known now, added up. */
  limit: number;
  /** Callers who may begin no call right now, for a pause or for their pace. */
  held: number;
}

/** Decides which call starts when: within each lane's budget and the total, in turns between callers and between operations. */
export class Traffic {
  readonly #options: TrafficOptions;
  readonly #clock: Clock;
  readonly #lanes: Lanes;
  /** Lanes with waiting calls; the first is the next to have its turn. */
  readonly #waiting: Lane[] = [];
  #underWay = 0;
  #queued = 0;
  /** When the alarm goes off, or Infinity. */
  #alarmAt = Infinity;
  #stopAlarm = () => {};

  constructor(options: TrafficOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    const { limits, exchange } = options;
    this.#lanes = new Lanes({ clock: this.#clock, limits, exchange, onOpen: () => this.#startSome() });
  }

  /**
   * Gives a pass, at once when the call may start at once. Throws RATE_LIMITED as soon as it is known that its turn cannot come
   * before its deadline, and the signal's error when it aborts. What was sent before has its place, however many wait.
   */
  enter(request: UpstreamRequest): Pass | Promise<Pass> {
    const lane = this.#lanes.of(request.caller.identity, this.#options.laneOf(request));
    const now = this.#clock.now();
    if (request.signal?.aborted) return Promise.reject(notSent(abortedError(request.signal, callOf(request)), 0));
    const isFree = lane.queue.length === 0 && this.#underWay < this.#options.total && lane.open(now);
    const pass = isFree ? this.#start(request.route, lane, now, now) : this.#wait(request, lane, now);
    lane.share.wanted(lane.name);
    return pass;
  }

  /** Callers whose budget should be shared with other replicas, and is not. */
  get alone(): number {
    return this.#lanes.alone;
  }

  /** What goes on now, by lane. */
  snapshot(): Record<string, LaneState> {
    const states: Record<string, LaneState> = {};
    const now = this.#clock.now();
    for (const { name, underWay, queue, budget, idle } of this.#lanes) {
      const state = (states[name] ??= { inFlight: 0, queued: 0, limit: 0, held: 0 });
      state.inFlight += underWay;
      state.queued += queue.length;
      state.limit += idle ? budget.whole : budget.limit;
      if (budget.notBefore > now) state.held++;
    }
    return states;
  }

  #start(route: string, lane: Lane, arrived: number, now: number): Pass {
    this.#underWay++;
    lane.begin();
    return new Pass({ lane, route, begunAt: now, waitedMs: now - arrived }, this.#ended);
  }

  readonly #ended = (lane: Lane): void => {
    lane.underWay--;
    this.#underWay--;
    if (this.#queued > 0) this.#startSome();
  };

  #wait(request: UpstreamRequest, lane: Lane, arrived: number): Promise<Pass> {
    const fault = this.#faultOf(request, lane, arrived);
    if (fault) return Promise.reject(fault);
    return new Promise((started, refused) => {
      if (lane.queue.length === 0) this.#waiting.push(lane);
      this.#queued++;
      const lateAt = arrived + LATE_MS;
      lane.add(new Waiter({ request, lane, arrived, lateAt, clock: this.#clock, out: this.#out, started, refused }));
      if (lane.isCramped) lane.share.needed(lane.name);
      this.#startSome();
    });
  }

  /** Why a call may not even wait. */
  #faultOf(request: UpstreamRequest, lane: Lane, now: number): UpstreamError | undefined {
    const { pausedUntil } = lane.budget;
    const call = callOf(request);
    if (deadlineOf(request) <= pausedUntil) return refusal(call, TOO_LATE, pausedUntil - now, 0);
    if ((request.attempt ?? 1) > 1) return undefined;
    const { queueLength } = this.#options;
    if (lane.queue.length >= queueLength)
      return refusal(call, `${lane.queue.length} calls of this key wait already.`, LATE_MS, 0);
    return this.#queued < queueLength * 10 ? undefined : refusal(call, 'Too many calls wait already.', LATE_MS, 0);
  }

  readonly #out = (lane: Lane): void => {
    this.#queued--;
    if (lane.queue.length === 0) this.#waiting.splice(this.#waiting.lastIndexOf(lane), 1);
    if (this.#queued === 0) this.#setAlarm(0);
  };

  /** Starts what may start: a call of each waiting lane in turn, until the total is reached or no lane is open. */
  #startSome(): void {
    const now = this.#clock.now();
    let closed = 0;
    while (closed < this.#waiting.length && this.#underWay < this.#options.total) {
      const lane = this.#waiting.shift()!;
      this.#waiting.push(lane);
      if (lane.open(now)) {
        closed = 0;
        const waiter = lane.queue.next(now);
        if (waiter && waiter.deadline <= now) waiter.refuse(refusal(waiter.call, NO_TURN, LATE_MS, 0));
        else waiter?.start(this.#start(waiter.route, lane, waiter.arrived, now));
      } else {
        this.#refuseExpired(lane, now);
        if (lane.queue.length > 0) closed++;
      }
    }
    this.#setAlarm(now);
  }

  /** Nobody is kept waiting whose turn cannot come any more. */
  #refuseExpired(lane: Lane, now: number): void {
    const soonest = Math.max(now, lane.budget.pausedUntil);
    for (const waiter of lane.expiredBy(soonest)) {
      if (soonest > now) waiter.refuse(refusal(waiter.call, TOO_LATE, soonest - now, 0));
      else waiter.refuse(refusal(waiter.call, NO_TURN, LATE_MS, 0));
    }
  }

  /** Comes back when the first pause is over, or the time of somebody who waits. All else that opens a lane is a call that ends. */
  #setAlarm(now: number): void {
    let due = Infinity; // nobody waits
    for (const { budget, soonestDeadline } of this.#waiting) {
      if (budget.notBefore > now) due = Math.min(due, budget.notBefore);
      due = Math.min(due, soonestDeadline);
    }
    // Rather an alarm too early now and then than another one for every call.
    if (due >= this.#alarmAt && due < Infinity) return;
    this.#stopAlarm();
    this.#alarmAt = due;
    if (due === Infinity) return;
    this.#stopAlarm = this.#clock.after(due - now, () => {
      this.#alarmAt = Infinity;
      for (const lane of this.#waiting.slice()) this.#refuseExpired(lane, this.#clock.now());
      this.#startSome();
    });
  }
}
