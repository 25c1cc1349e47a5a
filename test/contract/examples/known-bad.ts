import type { Exchange } from '../check.js';
import type { Json, JsonObject } from '../json.js';
import { APPS } from './app.js';
import { BLUEPRINTS } from './blueprint.js';
import { LEGACY_DEVICE, METRICS, METRICS_V2, V2_DEVICE, V2_DEVICES } from './device.js';
import { DEVICE, ENTERPRISE, got, GROUP, KEY, OTHER_ID, TAG } from './exchange.js';
import { GEOFENCE_BLUEPRINTS, GEOFENCE_DEVICES } from './geofence.js';
import { GROUP_PATH } from './group.js';
import { KNOWN_GOOD } from './known-good.js';
import { INVITES } from './user.js';

/** A known-good exchange and one thing done to it that must be told, in words that hold `told`. */
export interface KnownBad {
  does: string;
  exchange: Exchange;
  told: string;
}

function good(path: string, status = 200): Exchange {
  const found = KNOWN_GOOD.find((one) => one.path === path && one.status === status);
  if (!found) throw new Error(`No example of ${path} with ${status}`);
  return { ...found, query: new URLSearchParams(found.query), headers: { ...found.headers } };
}

const asking = (path: string, query: string): Exchange => ({ ...good(path), query: new URLSearchParams(query) });

/** The exchange with another value, or none, at a place in its body. */
function saying(exchange: Exchange, place: string, value: Json | undefined): Exchange {
  const body = JSON.parse(exchange.body) as JsonObject;
  const keys = place.split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce((at, key) => at[key] as JsonObject, body);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return { ...exchange, body: JSON.stringify(body) };
}

const bad = (does: string, told: string, exchange: Exchange): KnownBad => ({ does, told, exchange });
const lacks = (path: string, place: string, status?: number): KnownBad => {
  const key = place.split('.').at(-1);
  return bad(
    `leaves out ${place}`,
    `must have required property '${key}'`,
    saying(good(path, status), place, undefined),
  );
};

const device = good(V2_DEVICES);
const byCursor = KNOWN_GOOD.find((one) => one.query.has('cursor'))!;
const devices = 'content.results.0';
const command = { command_type: 'DEVICE', devices: [DEVICE], command: 'REBOOT', device_type: 'all' };
const posted: Partial<Exchange> = {
  method: 'POST',
  headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
};
const post = (body: unknown, changes: Partial<Exchange> = {}): Exchange =>
  got('/commands/v0/commands/', '', { ...posted, faulted: true, requestBody: JSON.stringify(body), ...changes });

/** A request that is as it should be, with a body. */
export const goodPost = post(command);

export const badRequests: KnownBad[] = [
  bad('asks for what does not exist', 'no such operation', got('/v3/devices/', {})),
  bad('uses a wrong method', 'no such operation', { ...device, method: 'PATCH' }),
  bad('leaves out a slash', 'spelt GET /v2/devices/, with a slash', { ...device, path: '/v2/devices' }),
  bad('adds a slash', 'spelt GET /v2/devices/{id}, without a slash', { ...good(V2_DEVICE), path: `${V2_DEVICE}/` }),
  bad('invents a parameter', '"ids" is not declared', asking(V2_DEVICES, `ids=${DEVICE}`)),
  bad('repeats a parameter', '"serial" is given more than once', asking(V2_DEVICES, 'serial=a&serial=b')),
  bad('sends words for a number', '"limit": must be integer, not "ten"', asking(V2_DEVICES, 'limit=ten')),
  bad('sends a fraction for a number', '"offset": must be integer, not 2.5', asking(V2_DEVICES, 'offset=2.5')),
  bad('sends nothing for a number', '"limit": must be integer, not ""', asking(V2_DEVICES, 'limit=')),
  bad('sends a number for a flag', '"is_gms": must be boolean, not "1"', asking(V2_DEVICES, 'is_gms=1')),
  bad('sends a word outside an enum', '"os": must be one of iOS', asking(V2_DEVICES, 'os=BeOS')),
  bad('sends a wrong word in a csv', 'must be one of ANDROID', asking(V2_DEVICES, 'platform=ANDROID,android')),
  bad('sends what is no uuid in a csv', 'must match format "uuid"', asking(V2_DEVICES, `tags=${TAG},vip`)),
  bad('names groups in a csv of ids', 'must match format "uuid"', asking('/v2/subgroups', 'parent_group_ids=Stores')),
  bad(
    'names devices in a csv of ids',
    '"devices": [0] must match format "uuid"',
    asking('/commands/v0/commands/', 'devices=till-3'),
  ),
  bad(
    'names requests in a csv of ids',
    '"request": [0] must match format "uuid"',
    asking('/commands/v0/status/', 'request=reboot'),
  ),
  bad('orders by what cannot be ordered by', '"ordering": must match pattern', asking(V2_DEVICES, 'ordering=-id')),
  bad('sends what is no uuid', '"assigned_blueprint_id": must match', asking(V2_DEVICES, 'assigned_blueprint_id=7')),
  bad('has no uuid in the path', 'path parameter "id": must match format "uuid"', {
    ...good(V2_DEVICE),
    path: '/v2/devices/7',
  }),
  bad('leaves out the beginning of a page', '"offset" is missing', asking(GEOFENCE_DEVICES, 'limit=20')),
  bad('leaves out the length of a page', '"limit" is missing', asking(GEOFENCE_BLUEPRINTS, 'offset=0')),
  bad('leaves out a parameter', '"latest_event" is missing', asking(`${LEGACY_DEVICE}status/`, '')),
  bad('asks for too many rows', 'asks for 1000 rows, more than 251', asking(V2_DEVICES, 'limit=1000')),
  bad('has no key', 'Authorization header is missing', { ...device, headers: {} }),
  bad('sends the key without a scheme', 'not "Bearer <key>"', { ...device, headers: { Authorization: KEY } }),
  bad('has the key in the query', 'the key stands in the query', asking(V2_DEVICES, `search=${KEY}`)),
  bad('has the key in the path', 'the key stands in the path', {
    ...good(GROUP_PATH),
    path: `/enterprise/${KEY}/devicegroup/${GROUP}/`,
  }),
  bad('has a body where none belongs', 'none is declared', { ...device, requestBody: '{}' }),
  bad('has no body where one belongs', 'body of the request is missing', post(command, { requestBody: '' })),
  bad('has a body that is no JSON', 'body of the request is not JSON', post(command, { requestBody: '{' })),
  bad(
    'sends JSON under another name',
    'is sent as "text/plain"',
    post(command, { headers: { ...posted.headers, 'content-type': 'text/plain' } }),
  ),
  bad(
    'sends a body with a wrong value',
    '$.command_type must be one of DEVICE',
    post({ ...command, command_type: 'ALL' }),
  ),
  bad('sends a body with an unknown key', '$ has the undeclared key "groupz"', post({ ...command, groupz: [] })),
  bad(
    'sends what Esper alone sets',
    '$ has the undeclared key "created_at"',
    post({ ...command, created_at: '2026-01-01T00:00:00Z' }),
  ),
];

export const badAnswers: KnownBad[] = [
  bad('has an unknown status', 'the status 418 is not declared', { ...device, status: 418 }),
  bad('has another success', 'the status 200 is not declared', { ...good(INVITES, 201), status: 200 }),
  bad('has a body that is no JSON', 'the body answered with 200 is not JSON', { ...device, body: '<html>' }),
  bad(
    'has a key nobody knows',
    '$.content.results[0] has the undeclared key "alais"',
    saying(device, `${devices}.alais`, 'x'),
  ),
  bad(
    'has a wrong type',
    '$.content.results[0].state must be integer, not "1"',
    saying(device, `${devices}.state`, '1'),
  ),
  bad(
    'has null where none may be',
    '$.content.results[0].name must be string, not null',
    saying(device, `${devices}.name`, null),
  ),
  bad('has a wrong format', '$.content.results[0].id must match format "uuid"', saying(device, `${devices}.id`, '42')),
  bad(
    'has a wrong instant',
    'must match format "date-time"',
    saying(device, `${devices}.created_at`, '2026-09-19T08:14Z'),
  ),
  bad('has a word outside an enum', 'must be one of BLUEPRINT', saying(device, `${devices}.managed_by`, 'CHANCE')),
  bad(
    'has a platform of its own',
    'value of tag "platform" must be in oneOf',
    saying(device, `${devices}.platform`, 'BEOS'),
  ),
  bad(
    'has a platform of its own on a page by cursor',
    'value of tag "platform" must be in oneOf',
    saying(byCursor, `${devices}.platform`, 'BEOS'),
  ),
  bad(
    'uses the documented name that Esper does not',
    'undeclared key "previous"',
    saying(good('/commands/v0/status/'), 'content.previous', null),
  ),
  bad('mixes two platforms', '$.content has', saying(good(V2_DEVICE), 'content.udid', 'x')),
  bad('names the envelope wrongly', 'undeclared key "previous"', saying(device, 'content.previous', null)),
  bad(
    'numbers memory',
    '$.memoryInfo.totalRam must be string,null',
    saying(good(LEGACY_DEVICE), 'memoryInfo.totalRam', 3680),
  ),
  bad('wraps what is bare', '$ has the undeclared key "content"', saying(good(GROUP_PATH), 'content', {})),
  bad('has a wrong error', "must have required property 'message'", saying(good(V2_DEVICE, 404), 'message', undefined)),
  lacks(V2_DEVICES, 'content'),
  lacks(V2_DEVICES, 'content.count'),
  lacks(V2_DEVICE, 'content'),
  lacks(V2_DEVICE, 'content.tenant_id'),
  lacks(LEGACY_DEVICE, 'status'),
  lacks(GROUP_PATH, 'path'),
  lacks(APPS, 'results.0.latest_version'),
  lacks(`${APPS}${OTHER_ID}/version/`, 'results.0.installed_count'),
  lacks(INVITES, 'userinvites.0.meta', 201),
  lacks(BLUEPRINTS, 'content.results.0.version_id'),
  lacks('/user/', 'results.0.profile'),
  lacks('/v2/subgroups', 'errors', 400),
  lacks(METRICS_V2, 'errors', 404),
  lacks(METRICS_V2, 'last_seen.third_period'),
  lacks(METRICS, 'in_active'),
  lacks(LEGACY_DEVICE, 'message', 404),
  lacks(APPS, 'errors', 403),
  lacks(`/v0/enterprise/${ENTERPRISE}/command/`, 'status', 403),
];
