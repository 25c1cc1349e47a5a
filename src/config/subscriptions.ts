import { whole, type Setting } from './setting.js';

/** What may be watched, and how often the REST API is asked for it. */
export const subscriptionSettings = {
  SUBSCRIPTION_LIMIT: {
    default: '100',
    about: 'Subscriptions one caller may have open, in each replica; callers without a key count by their address',
    read: whole(0, 100_000),
  },
  SUBSCRIPTION_DEVICES: {
    default: '250',
    about: 'Devices one subscription may watch, by their ids or as those of a group',
    read: whole(1, 10_000),
  },
  SUBSCRIPTION_FIRST_MS: {
    default: '2000',
    about: 'Milliseconds between two questions for something that is watched, while it changes',
    read: whole(250, 600_000),
  },
  SUBSCRIPTION_MOST_MS: {
    default: '30000',
    about: 'Milliseconds between two questions for something that is watched, when it has not changed for a while',
    read: whole(250, 3_600_000),
  },
} as const satisfies Record<string, Setting<unknown>>;
