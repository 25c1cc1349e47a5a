import { limitExceeded } from '../../graphql/errors.js';

/** Where the number of open subscriptions is shown. */
export interface SubscriptionGauge {
  inc(): void;
  dec(): void;
}

/** The subscriptions that are open, by caller. */
export class OpenSubscriptions {
  readonly #open = new Map<string, number>();

  constructor(
    private readonly most: number,
    private readonly gauge: SubscriptionGauge,
  ) {}

  /** Counts one more until what it gives is called. Throws LIMIT_EXCEEDED when the caller has enough. */
  enter(caller: string): () => void {
    const already = this.#open.get(caller) ?? 0;
    if (already >= this.most) {
      const what = `${this.most} subscriptions of this caller are open`;
      const bound = { limit: 'SUBSCRIPTION_LIMIT', most: this.most, found: already + 1 };
      throw limitExceeded({ ...bound, what, remedy: 'Close one of them first.' });
    }
    this.#open.set(caller, already + 1);
    this.gauge.inc();
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.gauge.dec();
      const left = (this.#open.get(caller) ?? 1) - 1;
      if (left > 0) this.#open.set(caller, left);
      else this.#open.delete(caller);
    };
  }
}
