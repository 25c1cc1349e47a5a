import type { AppRecord, LatestVersionRecord } from '../../domains/app/app.record.js';
import { page } from '../envelope.js';
import { createdWithin, flag, given, holds, number } from '../query.js';
import { notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import type { World } from '../world.js';
import type { App, AppVersion } from './app.seed.js';

export const appRoutes = [
  get('/v1/enterprise/{e}/application/', listApps),
  get('/v1/enterprise/{e}/application/{app}/', readApp),
];

export function appOf({ world }: Asked, id: string): App {
  const app = world.apps.find(id);
  if (!app) throw notFound();
  return app;
}

function appRecord(world: World, app: App): AppRecord {
  return {
    id: app.id,
    application_name: app.name,
    package_name: app.packageName,
    is_hidden: app.isHidden,
    enterprise: `${world.api}/enterprise/${world.enterpriseId}/`,
    latest_version: latestVersion(app.versions[0]!),
  };
}

function latestVersion(version: AppVersion): LatestVersionRecord {
  const { app, id, name, code, minSdk, releaseName, hash } = version;
  return {
    id,
    version_code: name,
    build_number: code,
    hash_string: hash,
    min_sdk_version: minSdk,
    target_sdk_version: app.isPlayStore ? null : '34',
    icon_url: app.isPlayStore ? null : `https://cdn.example.com/icons/${app.packageName}.png`,
    ...(releaseName !== undefined && { release_name: releaseName }),
  };
}

function listApps(asked: Asked) {
  const { world, query } = asked;
  const name = given(query, 'application_name');
  const packageName = given(query, 'package_name');
  const exact = given(query, 'package_name_exact');
  const uploaded = flag(query, 'has_uploaded_version');
  const category = given(query, 'category');
  const sdk = number(query, 'supported_sdk');
  // Esper: hidden apps, its own, come only when asked for.
  const hidden = flag(query, 'is_hidden') ?? false;
  const isOfTime = createdWithin(query);
  const runsOn = (app: App): boolean => sdk === undefined || Number(app.versions[0]!.minSdk) <= sdk;
  const found = world.apps.apps.filter(
    (app) =>
      app.isHidden === hidden &&
      (name === undefined || holds(app.name, name)) &&
      (packageName === undefined || holds(app.packageName, packageName)) &&
      (exact === undefined || app.packageName === exact) &&
      (uploaded === undefined || app.isPlayStore !== uploaded) &&
      (category === undefined || app.category === category) &&
      flag(query, 'is_active') !== false &&
      runsOn(app) &&
      isOfTime(app),
  );
  return page(asked, found, (app) => appRecord(world, app));
}

function readApp(asked: Asked, id: string) {
  return appRecord(asked.world, appOf(asked, id));
}
