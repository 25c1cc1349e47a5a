import { flag, whole, type Setting } from './setting.js';

/** How the REST API is asked. */
export const upstreamSettings = {
  UPSTREAM_TIMEOUT_MS: { default: '30000', about: 'Milliseconds one REST call may take', read: whole(100, 600_000) },
  UPSTREAM_ATTEMPTS: {
    default: '3',
    about: 'Times a read that fails is tried at most, 429 aside',
    read: whole(1, 10),
  },
  UPSTREAM_CONNECTIONS: {
    default: '256',
    about: 'Sockets to the REST API, and so REST calls under way, at most; all keys together',
    read: whole(1, 1024),
  },
  OPERATION_TIMEOUT_MS: {
    default: '60000',
    about: 'Milliseconds a GraphQL operation may take; a client may ask for fewer with the header `x-esper-timeout-ms`',
    read: whole(100, 3_600_000),
  },
  RATE_CONCURRENCY: {
    default: '20',
    about: 'REST calls one key may have under way at first; adapts to how the REST API takes them',
    read: whole(1, 1000),
  },
  RATE_MAX_CONCURRENCY: {
    default: '100',
    about: 'REST calls one key may ever have under way',
    read: whole(1, 1000),
  },
  RATE_DEVICES_CONCURRENCY: {
    default: '4',
    about: 'Pages of the device list one key may have under way at first; adapts, up to four times as many',
    read: whole(1, 100),
  },
  RATE_QUEUE_LENGTH: {
    default: '2000',
    about: 'REST calls of one key that may wait for their turn; ten times as many of all keys',
    read: whole(1, 100_000),
  },
  RATE_QUEUE_MS: {
    default: '5000',
    about:
      'Milliseconds a read waits for its turn where an older answer can stand in; else for as long as its operation',
    read: whole(1, 600_000),
  },
  DEVICES_BY_GROUPS: {
    default: 'true',
    about: 'Whether one call may ask for the devices of several groups, while that is seen to work: `true` or `false`',
    read: flag,
  },
  DEVICES_BY_CURSOR: {
    default: 'false',
    about:
      'Whether long walks through the devices may use cursors of the REST API, which nobody has tried: `true` or `false`',
    read: flag,
  },
  BREAKER_PERCENT: {
    default: '50',
    about: 'Percent of 20 REST calls or more in 10 seconds that must fail, for several callers, before none is sent',
    read: whole(1, 100),
  },
  BREAKER_PAUSE_MS: {
    default: '5000',
    about: 'Milliseconds until one REST call tries whether the REST API is back',
    read: whole(100, 600_000),
  },
} as const satisfies Record<string, Setting<unknown>>;
