import { whole, type Setting } from './setting.js';

/** How much one request may be and want. */
export const limitSettings = {
  LIMIT_BODY_BYTES: { default: '262144', about: 'Bytes a GraphQL request may have', read: whole(1024, 16_777_216) },
  LIMIT_DEPTH: { default: '24', about: 'How deep fields may be nested in a query', read: whole(5, 100) },
  LIMIT_FIELDS: {
    default: '100000',
    about: 'Values one answer may hold, counted as fields of objects',
    read: whole(1000, 100_000_000),
  },
  LIMIT_ANSWER_BYTES: {
    default: '67108864',
    about: 'Bytes one REST answer may have',
    read: whole(65_536, 268_435_456), // V8 takes no text of more than half a gigabyte
  },
} as const satisfies Record<string, Setting<unknown>>;
