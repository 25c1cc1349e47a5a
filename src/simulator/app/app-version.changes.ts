import { valueIn } from '../body.js';
import { given } from '../query.js';
import { uuidOf } from '../random.js';
import { badRequest } from '../refusals.js';
import { type Asked, patch, remove } from '../router.js';
import { legacyVersionOf, legacyVersionRecord, versionOf, versionRecord } from './app-version.view.js';
import type { AppVersion } from './app.seed.js';

export const appVersionChanges = [
  patch('/v1/enterprise/{e}/application/{app}/version/{version}/', updateVersion),
  patch('/enterprise/{e}/application/{app}/version/{version}/', updateLegacyVersion),
  remove('/v1/enterprise/{e}/application/{app}/version/{version}/', deleteVersion),
];

const TRACKS = ['Alpha', 'Beta', 'Production'];
const APPROVALS = ['AVAILABLE', 'ACCEPTED', 'APPROVED', 'REJECTED'];

/** The value under a key, if there is one, put where it belongs. */
function take<T>(body: unknown, key: string, fits: (value: unknown) => boolean, set: (value: T) => void): void {
  const value = valueIn(body, key);
  if (value === undefined) return;
  if (!fits(value)) throw badRequest(key, `"${String(value)}" is not a valid choice.`);
  set(value as T);
}

const isText = (value: unknown) => typeof value === 'string' && value.length <= 255;
const isFlag = (value: unknown) => typeof value === 'boolean';

function change({ body }: Asked, version: AppVersion): void {
  take<string>(body, 'release_name', isText, (name) => (version.releaseName = name));
  take<string>(
    body,
    'approval_status',
    (one) => APPROVALS.includes(String(one)),
    (one) => (version.approval = one),
  );
  take<boolean>(body, 'is_default', isFlag, (isDefault) => {
    for (const one of version.app.versions)
      one.isDefault = isDefault ? one === version : one.isDefault && one !== version;
  });
}

function updateVersion(asked: Asked, appId: string, id: string) {
  const version = versionOf(asked, appId, id);
  change(asked, version);
  return versionRecord(asked, version);
}

/** Esper: legacy takes more than v1, and knows fewer versions. */
function updateLegacyVersion(asked: Asked, appId: string, id: string) {
  const version = legacyVersionOf(asked, appId, id);
  change(asked, version);
  const { body } = asked;
  take<string>(body, 'release_comments', isText, (comments) => (version.comments = comments));
  take<string>(
    body,
    'release_track',
    (one) => TRACKS.includes(String(one)),
    (track) => (version.track = track),
  );
  take<boolean>(body, 'is_enabled', isFlag, (isEnabled) => (version.isEnabled = isEnabled));
  return legacyVersionRecord(asked, version);
}

/** Esper: a version that templates install is deleted at the second try, with the key that the first one was answered with. */
function deleteVersion(asked: Asked, appId: string, id: string) {
  const { world, query } = asked;
  const version = versionOf(asked, appId, id);
  const requestId = uuidOf(world.seed, 'deletion', version.index);
  const sent = given(query, 'request_id');
  if (sent !== undefined && sent !== requestId) throw badRequest('request_id', 'Invalid request id.');
  const { templates } = version;
  if (templates.length > 0 && sent === undefined) return { request_id: requestId, templates };
  world.apps.removeVersion(version);
  return undefined;
}
