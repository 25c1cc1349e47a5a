import { Redis } from 'ioredis';
import { TOGETHER_MS } from '../../../../src/upstream/layers/rate-limit/learnt-bound.js';
import { EVERY_MS, LEASE_MS } from '../../../../src/upstream/layers/rate-limit/leased-share.js';
import type { Exchange, Grant } from '../../../../src/upstream/layers/rate-limit/share.js';
import { SHARING } from '../../../../src/upstream/layers/rate-limit/sharing.js';
import { settle, type FakeClock } from '../../../support/fake-clock.js';

/** Milliseconds to Redis, and as many back. */
const TRIP_MS = 1;
const MEMORY_MS = 600_000;
/** The script, told the time instead of asking Redis for it. */
const TIMED = SHARING.replace("redis.call('TIME')", '{ math.floor(ARGV[7] / 1000), ARGV[7] % 1000 * 1000 }');

/** A real Redis in which replicas meet at times of the test's own. */
export class MeetingPlace {
  readonly #redis: Redis;
  #replicas = 0;
  #asked = 0;
  /** Whether nobody reaches it. */
  isAway = false;

  constructor(url: string) {
    this.#redis = new Redis(url);
  }

  /** How one more replica reaches the others. */
  readonly exchangeOn = (clock: FakeClock): Exchange => {
    const self = `replica ${++this.#replicas}`;
    return async (identity, report) => {
      if (this.isAway) return undefined;
      await clock.sleep(TRIP_MS);
      const back = clock.sleep(TRIP_MS);
      this.#asked++;
      const settings = [LEASE_MS, MEMORY_MS, EVERY_MS, TOGETHER_MS, clock.now()];
      const told = await this.#redis.eval(TIMED, 1, identity, self, JSON.stringify(report), ...settings);
      this.#asked--;
      await back;
      return JSON.parse(String(told)) as Grant;
    };
  };

  /** Lets time pass, which stands still while Redis thinks. */
  async pass(clock: FakeClock, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed++) {
      await clock.pass(1);
      while (this.#asked > 0) await settle();
    }
  }

  close(): void {
    this.#redis.disconnect();
  }
}
