import { whole, type Setting } from './setting.js';

/** Files on their way through the gateway. */
export const uploadSettings = {
  UPLOAD_EXPIRY_MS: {
    default: '900000',
    about: 'Milliseconds within which the sending of a file must have begun, once its URL is given out',
    read: whole(1000, 86_400_000),
  },
  UPLOAD_TIMEOUT_MS: {
    default: '3600000',
    about: 'Milliseconds the sending of a file may take; no pause in it may be longer than `UPSTREAM_TIMEOUT_MS`',
    read: whole(1000, 86_400_000),
  },
} as const satisfies Record<string, Setting<unknown>>;
