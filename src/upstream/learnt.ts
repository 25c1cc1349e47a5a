import { Filters } from './planning/filters.js';
import { unmeasured, type Latency } from './planning/latency.js';

/** What is learnt of one tenant's REST API, whoever asks it. Never records. */
export interface Learnt {
  readonly latency: Latency;
  readonly filters: Filters;
}

/** Of a REST API that nothing is known of. */
export const nothingLearnt = (): Learnt => ({ latency: unmeasured(), filters: new Filters({ isTried: () => false }) });
