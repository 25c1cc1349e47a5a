import { abortedError } from '../../aborted.js';
import { systemClock, type Clock } from '../../clock.js';
import { UpstreamError } from '../../errors.js';
import type { UpstreamRequest } from '../../send.js';
import type { AdaptiveLimitOptions } from './adaptive-limit.js';
import type { Lane } from './lane.js';
import { Lanes } from './lanes.js';
import type { Exchange } from './share.js';

export interface TrafficOptions {
  /** The lane a call goes in. Each caller has each lane once, with a limit of its own. */
  readonly laneOf: (request: UpstreamRequest) => string;
  /** The limits of a lane. */
  readonly limits: (lane: string) => AdaptiveLimitOptions;
  /** Calls under way at most, those of all callers together. */
  readonly total: number;
  /** Calls that may wait in one lane of one caller. Ten times as many may wait in all. */
  readonly queueLength: number;
  /** Milliseconds a call may wait. */
  readonly queueMs: number;
  /** Reaches the other replicas: they share each caller's budget. Left out, this process has it for itself. */
  readonly exchange?: Exchange | undefined;
  readonly clock?: Clock;
}

/** A call that may start, or has started. */
export interface Pass {
  readonly waitedMs: number;
  /** To be called once, when the call has ended. Gives the seconds to stay away when it was refused. */
  leave(error?: UpstreamError): number | undefined;
  /** To be called instead when the call was given up: it says nothing of the REST API. */
  abandon(): void;
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
  readonly #waiting = new Set<Lane>();
  #underWay = 0;
  #queued = 0;
  #stopAlarm = () => {};

  constructor(options: TrafficOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    const { limits, exchange } = options;
    this.#lanes = new Lanes({ clock: this.#clock, limits, exchange, onOpen: () => this.#startSome() });
  }

  /** Waits for a call's turn. Throws RATE_LIMITED when that cannot come in time, and the signal's error when it aborts. */
  async enter(request: UpstreamRequest): Promise<Pass> {
    const lane = this.#lanes.of(request.caller.identity, this.#options.laneOf(request));
    const arrived = this.#clock.now();
    const call = `${request.method} ${request.route}`;
    if (request.signal?.aborted) throw notSent(abortedError(request.signal, call), 0);
    const isFree = lane.queue.length === 0 && this.#underWay < this.#options.total && lane.open(arrived);
    const pass = isFree ? this.#start(request.route, lane, arrived) : this.#wait(request, call, lane);
    lane.share.wanted();
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

  #start(route: string, lane: Lane, arrived: number): Pass {
    const begunAt = this.#clock.now();
    this.#underWay++;
    const number = lane.begin();
    const left = (): void => {
      lane.underWay--;
      this.#underWay--;
      this.#startSome();
    };
    return {
      waitedMs: begunAt - arrived,
      abandon: left,
      leave: (error) => {
        const seconds = lane.budget.ended({ route, number, begunAt, underWay: lane.underWay, error });
        left();
        return seconds;
      },
    };
  }

  #wait(
    { route, signal, attempt = 1, priority = 'interactive', operation = this }: UpstreamRequest,
    call: string,
    lane: Lane,
  ): Promise<Pass> {
    const { queueLength, queueMs } = this.#options;
    const arrived = this.#clock.now();
    const pausedFor = lane.budget.notBefore - arrived;
    if (pausedFor > queueMs) throw refusal(call, 'The REST API asked this key to pause.', pausedFor, 0);
    if (lane.queue.length >= queueLength) {
      throw refusal(call, `${lane.queue.length} calls of this key wait already.`, queueMs, 0);
    }
    if (this.#queued >= queueLength * 10) throw refusal(call, 'Too many calls wait already.', queueMs, 0);
    return new Promise((resolve, reject) => {
      const waited = () => this.#clock.now() - arrived;
      const out = () => {
        remove();
        stopTimer();
        signal?.removeEventListener('abort', abort);
        this.#queued--;
        if (lane.queue.length === 0) this.#waiting.delete(lane);
      };
      const refuse = (error: UpstreamError) => {
        out();
        reject(notSent(error, waited()));
      };
      const abort = () => refuse(abortedError(signal!, call));
      const start = () => {
        out();
        resolve(this.#start(route, lane, arrived));
      };
      const precedence = attempt > 1 ? 'repeat' : priority;
      const remove = lane.queue.add({ call, start, refuse }, precedence, operation, arrived + queueMs / 2);
      const stopTimer = this.#clock.after(queueMs, () =>
        refuse(refusal(call, `No turn came within ${queueMs} ms.`, queueMs, queueMs)),
      );
      signal?.addEventListener('abort', abort, { once: true });
      this.#queued++;
      this.#waiting.add(lane);
      if (lane.isCramped) lane.share.needed();
      this.#startSome();
    });
  }

  /** Starts what may start: a call of each waiting lane in turn, until the total is reached or no lane is open. */
  #startSome(): void {
    const now = this.#clock.now();
    let closed = 0;
    while (closed < this.#waiting.size && this.#underWay < this.#options.total) {
      const [lane] = this.#waiting as Iterable<Lane> as [Lane];
      this.#waiting.delete(lane);
      this.#waiting.add(lane);
      if (lane.open(now)) {
        closed = 0;
        lane.queue.next(now)?.start();
      } else {
        this.#refuseHopeless(lane, now);
        if (lane.queue.length > 0) closed++;
      }
    }
    this.#setAlarm(now);
  }

  /** Nobody is kept waiting for a pause that outlasts everybody's patience. */
  #refuseHopeless(lane: Lane, now: number): void {
    const pausedFor = lane.budget.notBefore - now;
    if (pausedFor <= this.#options.queueMs) return;
    for (let waiter = lane.queue.next(now); waiter; waiter = lane.queue.next(now)) {
      waiter.refuse(refusal(waiter.call, 'The REST API asked this key to pause.', pausedFor, 0));
    }
  }

  /** Comes back when the first pause is over. All else that opens a lane is a call that ends. */
  #setAlarm(now: number): void {
    this.#stopAlarm();
    const ends = [...this.#waiting].map(({ budget }) => budget.notBefore).filter((end) => end > now);
    if (ends.length > 0) this.#stopAlarm = this.#clock.after(Math.min(...ends) - now, () => this.#startSome());
  }
}

/** Marks an error as one of a call that was never sent. */
function notSent(error: UpstreamError, waitedMs: number): UpstreamError {
  return Object.assign(error, { attempts: 0, waitedMs });
}

function refusal(call: string, why: string, waitMs: number, waitedMs: number): UpstreamError {
  const detail = { call, why, retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) };
  return notSent(new UpstreamError('RATE_LIMITED', detail), waitedMs);
}
