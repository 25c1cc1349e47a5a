import { limitExceeded } from '../../graphql/errors.js';
import { Occupancy } from '../operation/occupancy.js';

/** Where the number of open subscriptions is shown. */
export interface SubscriptionGauge {
  inc(): void;
  dec(): void;
}

/** Opens one more subscription of a caller, until what it gives is called. Throws LIMIT_EXCEEDED when `most` are open. */
export type Open = (caller: string) => () => void;

export function opener(most: number, gauge: SubscriptionGauge): Open {
  const open = new Occupancy(most);
  return (caller) => {
    const close = open.enter(caller, () => gauge.dec());
    if (!close) {
      const what = `${most} subscriptions of this caller are open`;
      const bound = { limit: 'SUBSCRIPTION_LIMIT', most, found: most + 1 };
      throw limitExceeded({ ...bound, what, remedy: 'Close one of them first.' });
    }
    gauge.inc();
    return close;
  };
}
