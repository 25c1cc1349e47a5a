import { LRUCache } from 'lru-cache';
import type { OperationFacts } from '../../telemetry/operation.js';
import { TransientMap } from '../../upstream/transient-map.js';
import { Crowd, type Leaving } from './crowd.js';

/** A whole answer to a GraphQL request, as it goes over the wire. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** What log and metrics were told of the operation. */
  readonly told?: OperationFacts | undefined;
}

/** An answer, and how it was come by: carried out for this request, or for another one that asked the same. */
export interface Shared {
  readonly answer: WholeAnswer;
  readonly how: 'executed' | 'joined' | 'kept';
  /** Milliseconds since it was ready. */
  readonly ageMs: number;
}

export interface FlightsOptions {
  /** Bytes of answers kept at most; 0 keeps none. */
  readonly maxBytes: number;
  /** Milliseconds on a clock that never jumps. */
  readonly now?: () => number;
}

interface Flight {
  readonly at: number;
  readonly crowd: Crowd;
  readonly answer: Promise<WholeAnswer>;
}

interface Kept {
  readonly answer: WholeAnswer;
  readonly at: number;
  readonly keepMs: number;
}

/**
 * Lets requests that ask the same share one execution and one answer: while it is under way, and for as long after that as the
 * answer says it may be used. It is given up when the last of those who wait has gone.
 *
 * Which requests may share is decided by sharing.ts, by the name that flight-key.ts gives them; all who wait are one crowd (crowd.ts).
 */
export class Flights {
  readonly #underWay = new TransientMap<string, Flight>();
  readonly #kept: LRUCache<string, Kept> | null;
  readonly #now: () => number;
  #changes = 0;

  constructor({ maxBytes, now = () => performance.now() }: FlightsOptions) {
    this.#now = now;
    this.#kept = maxBytes > 0 ? new LRUCache({ maxSize: maxBytes, sizeCalculation: sizeOf }) : null;
  }

  /**
   * The answer under this key, or a new one; without a key each is carried out by itself. Nobody joins what has been under way for
   * `joinMs` milliseconds: its time is over when the first one's is.
   */
  async answer(
    key: string | null,
    asking: Leaving,
    execute: (crowd: Leaving) => Promise<WholeAnswer>,
    joinMs = Infinity,
  ): Promise<Shared> {
    const kept = key === null ? undefined : this.#kept?.get(key);
    const ageMs = kept ? this.#now() - kept.at : 0;
    if (kept && ageMs < kept.keepMs) return { answer: kept.answer, how: 'kept', ageMs };
    const known = key === null ? undefined : this.#underWay.get(key);
    const found = known && this.#now() - known.at < joinMs ? known : undefined;
    const flight = found ?? this.#begin(key, execute);
    flight.crowd.join(asking);
    return { answer: await flight.answer, how: found ? 'joined' : 'executed', ageMs: 0 };
  }

  /** Something may have changed: nobody joins what began before, and nothing that was read before is kept. */
  readonly forget = (): void => {
    this.#changes++;
    this.#underWay.clear();
    this.#kept?.clear();
  };

  #begin(key: string | null, execute: (crowd: Leaving) => Promise<WholeAnswer>): Flight {
    const crowd = new Crowd();
    const before = this.#changes;
    const flight: Flight = { at: this.#now(), crowd, answer: execute(crowd) };
    if (key === null) return flight;
    this.#underWay.set(key, flight);
    const leave = () => {
      if (this.#underWay.get(key) === flight) this.#underWay.delete(key);
    };
    crowd.once('close', leave);
    flight.answer.then((answer) => {
      leave();
      const keepMs = keepMsOf(answer);
      if (keepMs > 0 && this.#changes === before) this.#kept?.set(key, { answer, at: this.#now(), keepMs });
    }, leave);
    return flight;
  }
}

const sizeOf = ({ answer }: Kept, key: string) => answer.body.length * 2 + key.length + 500;

/** How long an answer may be used again, as its own `Cache-Control` says. */
function keepMsOf({ status, headers }: WholeAnswer): number {
  const [, seconds] = /^private, max-age=(\d+)$/.exec(headers.get('cache-control') ?? '') ?? [];
  return status === 200 && seconds ? Number(seconds) * 1000 : 0;
}
