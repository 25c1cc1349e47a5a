import { oneOf, share, whole, type Setting } from './setting.js';

/** How the process is watched and how it ends. */
export const operatingSettings = {
  LOG_LEVEL: {
    default: 'info',
    about: 'How much is logged: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`',
    read: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  },
  LOG_SAMPLE: {
    default: '1',
    about: 'Share of the operations that went well and were not slow to log, from 0 to 1; all others are always logged',
    read: share,
  },
  LOG_SLOW_MS: {
    default: '5000',
    about: 'Milliseconds from which on an operation counts as slow',
    read: whole(1, 3_600_000),
  },
} as const satisfies Record<string, Setting<unknown>>;
