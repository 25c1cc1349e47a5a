import { fileIn, type ReceivedFile } from '../multipart.js';
import { badRequest } from '../refusals.js';
import { type Asked, post } from '../router.js';
import type { World } from '../world.js';
import type { App, AppVersion, Upload } from './app.seed.js';

export const appUploadChanges = [post('/enterprise/{e}/application/upload/', receiveApp)];

const BYTES_PER_MB = 1_048_576;

async function receiveApp({ world, request }: Asked) {
  const file = await fileIn(request, 'app_file');
  if (!file) throw badRequest('app_file', 'No file was submitted.');
  if (file.bytes === 0) throw badRequest('app_file', 'The submitted file is empty.');
  if (!file.head.equals(Buffer.from('PK\u0003\u0004')))
    throw badRequest('app_file', 'The submitted file is no valid APK.');
  const version = world.apps.upload(manifestOf(file));
  if (!version) throw badRequest('non_field_errors', 'App version already exists');
  return { application: applicationRecord(world, version.app) };
}

/**
 * What the manifest in the file would tell. It is compressed, so here the name of the file tells it, as in
 * `com.example.kiosk_7.1.0_70100.apk`; a file of any other name is an app of its own.
 */
function manifestOf({ fileName, bytes, sha256 }: ReceivedFile): Upload {
  const unnamed = [fileName, `com.example.upload.x${sha256.slice(0, 8)}`, '1.0', '1'] as const;
  const [, packageName, name, code] = /^([\w.]+)_([^_]+)_(\d+)\.apk$/.exec(fileName) ?? unnamed;
  const sizeInMb = Math.round((bytes / BYTES_PER_MB) * 100) / 100;
  return { packageName: packageName!, name: name!, code: code!, sizeInMb, hash: sha256 };
}

/** Esper: legacy's own shape of an app, with all its versions. */
function applicationRecord({ api, enterpriseId }: World, app: App) {
  return {
    id: app.id,
    application_name: app.name,
    package_name: app.packageName,
    developer: null,
    category: app.category,
    compatibility: null,
    content_rating: '0.0',
    is_active: true,
    is_hidden: app.isHidden,
    enterprise: `${api}/enterprise/${enterpriseId}/`,
    versions: app.versions.map(versionInside),
  };
}

const versionInside = ({ app, id, name, code, hash, minSdk }: AppVersion) => ({
  id,
  version_code: name,
  build_number: code,
  hash_string: hash ?? '',
  min_sdk_version: minSdk,
  target_sdk_version: '34',
  icon_url: `https://cdn.example.com/icons/${app.packageName}.png`,
  download_url: `https://cdn.example.com/apps/${app.packageName}-${code}.apk`,
});
