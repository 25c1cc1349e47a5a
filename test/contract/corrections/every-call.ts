import { alwaysHas, has, mayAnswer, nextAndBackMayBeEmpty } from '../changes.js';
import type { Correction } from '../correction.js';
import { ref } from '../shapes.js';

const FILES = ['legacy', 'v0', 'v1', 'v2', 'authn2', 'authz2'] as const;

const FAILURES = {
  legacy: ref('ErrorResponse'),
  v0: ref('ErrorResponse'),
  v1: ref('ErrorResponse'),
  v2: ref('Error_404_Not_Found'),
  authn2: ref('GenericErrorResponse'),
  authz2: ref('GenericErrorResponse'),
};

/** How calls of every kind fail, and how every list points at its further pages. */
export const everyCallCorrections: Correction[] = [
  ...FILES.flatMap((file): Correction[] => [
    {
      where: `${file} every operation`,
      reason:
        '4: "non-JSON text or HTML: proxies: 429, 502, 504"; 3: 503 among those retried; 2: redirects are followed',
      change: mayAnswer([301, 429, 502, 503, 504]),
    },
    {
      where: `${file} every operation`,
      reason: '4: "401 -> UNAUTHENTICATED, 403 -> FORBIDDEN, 400/409/415 -> BAD_USER_INPUT with errors parsed"',
      change: mayAnswer([400, 401, 403], FAILURES[file]),
    },
  ]),
  ...(['legacy', 'v1', 'v2', 'authn2', 'authz2'] as const).map((file): Correction => ({
    where: `${file} every operation with an id`,
    reason: '4: "Missing or foreign id: 404"',
    change: mayAnswer([404], FAILURES[file]),
  })),
  ...(['legacy', 'v0', 'v2'] as const).map((file): Correction => ({
    where: `${file} every list`,
    reason: '2: the first page has no previous one, the last no next; "GO test data uses "" as well as null"',
    change: nextAndBackMayBeEmpty,
  })),
  ...(['legacy', 'v0', 'v1', 'v2'] as const).map((file): Correction => ({
    where: `${file} ErrorResponse`,
    reason: '4: "{errors: [string], message: string, status: int}", live 404',
    change: alwaysHas('errors', 'message', 'status'),
  })),
  ...(['Error_400_Bad_Data', 'Error_401_Unauthorized', 'Error_404_Not_Found'] as const).map((schema): Correction => ({
    where: `v2 ${schema}`,
    reason: '4: "{code, message} (sometimes content: {} or content: string)"',
    change: has({ content: { type: ['object', 'string'] } }),
  })),
];
