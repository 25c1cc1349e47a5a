import { whole, type Setting } from './setting.js';

/** How much one request may be and want. */
export const limitSettings = {
  LIMIT_BODY_BYTES: { default: '262144', about: 'Bytes a GraphQL request may have', read: whole(1024, 16_777_216) },
  REQUEST_TIMEOUT_MS: {
    default: '30000',
    about: 'Milliseconds within which a request must have come to its end; a file has `UPLOAD_TIMEOUT_MS`',
    read: whole(100, 300_000), // Node.js has headers in no more
  },
  LIMIT_DOCUMENT_BYTES: { default: '65536', about: 'Bytes a document may have', read: whole(1024, 16_777_216) },
  LIMIT_TOKENS: {
    default: '10000',
    about: 'Tokens a document may have: names, values and punctuation',
    read: whole(100, 1_000_000),
  },
  LIMIT_DEPTH: { default: '24', about: 'How deep fields may be nested in a query', read: whole(5, 100) },
  LIMIT_ROOT_FIELDS: { default: '100', about: 'Fields at the top of one operation', read: whole(1, 10_000) },
  LIMIT_SELECTIONS: {
    default: '5000',
    about: 'Fields one operation may select, those of a fragment counted wherever it is spread',
    read: whole(100, 100_000),
  },
  LIMIT_ALIASES: { default: '200', about: 'Aliases in one operation, counted alike', read: whole(0, 10_000) },
  LIMIT_DIRECTIVES: { default: '200', about: 'Directives in one operation, counted alike', read: whole(0, 10_000) },
  LIMIT_COST_CALLS: {
    default: '2000',
    about: 'REST calls one operation may cost, as estimated beforehand, and may then make',
    read: whole(10, 1_000_000),
  },
  LIMIT_COST_ROWS: {
    default: '200000',
    about: 'Rows all lists of one answer may hold, as estimated beforehand',
    read: whole(1000, 100_000_000),
  },
  LIMIT_FIELDS: {
    default: '100000',
    about:
      'Values one answer may hold: fields of objects, one more for each 200 letters of long text, and ten for an error',
    read: whole(1000, 100_000_000),
  },
  LIMIT_UNSENT_BYTES: {
    default: '134217728',
    about: 'Bytes of answers that wait for their clients to take them; beyond, who has waited longest is cut off',
    read: whole(65_536, 17_179_869_184),
  },
  LIMIT_OPERATIONS: {
    default: '200',
    about: 'Operations one caller may have under way, in each replica; callers without a key count by their address',
    read: whole(1, 100_000),
  },
  LIMIT_UPLOAD_BYTES: {
    default: '2000000000',
    about: 'Bytes one uploaded file may have',
    read: whole(1024, 2_147_483_647), // as many as an Int of GraphQL can tell
  },
  LIMIT_ANSWER_BYTES: {
    default: '67108864',
    about: 'Bytes one REST answer may have',
    read: whole(65_536, 268_435_456), // V8 takes no text of more than half a gigabyte
  },
} as const satisfies Record<string, Setting<unknown>>;
