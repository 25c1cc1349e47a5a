import type { Exchange } from '../check.js';
import { APPS } from './app.js';
import { LEGACY_DEVICE, METRICS_V2, V2_DEVICE, V2_DEVICES } from './device.js';
import { DEVICE, ENTERPRISE, OTHER_ID, proxied, refused } from './exchange.js';
import { INVITES } from './user.js';

/** Esper: the message repeats the line and ends in a space. */
const legacy = (status: number, line: string) => ({ errors: [line], message: `${line} `, status });
const v2 = (code: number, message: string) => ({ code, message, content: {} });
const auth = (status: number, text: string) => ({ status, error: text, message: text });

const COMMANDS = `/v0/enterprise/${ENTERPRISE}/command/`;
const HEARTBEAT = `/device/v0/heartbeat/${DEVICE}/`;
const MEMBERS = `/authz2/v1/users/${OTHER_ID}/groups`;

const REFUSED = 'detail: You do not have permission to perform this action.';
const LOST = 'detail: Not found.';

/** How each generation refuses, and what proxies say in front of it. */
export const failureExamples: Exchange[] = [
  ...[LEGACY_DEVICE, HEARTBEAT, APPS, V2_DEVICES, INVITES, MEMBERS].flatMap((path) => [
    proxied(path, 429),
    proxied(path, 502),
    proxied(path, 504),
  ]),
  refused(LEGACY_DEVICE, 404, legacy(404, LOST)),
  refused(LEGACY_DEVICE, 401, legacy(401, 'detail: Authentication credentials were not provided.')),
  refused('/user/', 403, legacy(403, REFUSED)),
  refused(COMMANDS, 403, legacy(403, REFUSED)),
  refused(APPS, 403, legacy(403, REFUSED)),
  refused(APPS, 404, legacy(404, LOST)),
  refused(`/v2/subgroups?parent_group_ids=${OTHER_ID}`, 400, legacy(400, 'parent_group_ids: This field is required.')),
  refused(METRICS_V2, 403, legacy(403, REFUSED)),
  refused(METRICS_V2, 404, legacy(404, LOST)),
  refused(V2_DEVICES, 403, v2(403, 'Forbidden')),
  refused(V2_DEVICES, 400, { code: 400, message: 'Bad data', content: 'ordering' }),
  refused(V2_DEVICES, 401, { code: 401, message: 'Invalid or missing credentials', content: 'token' }),
  refused(V2_DEVICE, 404, { code: 404, message: 'Not found.', content: 'device' }),
  refused(`${V2_DEVICE}/device-apps/`, 404, v2(404, 'Not found.')),
  refused(INVITES, 404, auth(404, 'no such tenant')),
  refused('/authn2/v1/users/', 403, auth(403, 'forbidden')),
  refused(MEMBERS, 404, { code: 404, errors: ['no such user'], message: 'no such user' }),
  refused('/authz2/v1/roles/', 403, { code: 403, errors: ['forbidden'], message: 'forbidden' }),
];
