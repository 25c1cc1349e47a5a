import type {
  BlueprintVersionRecord,
  PlatformSettingsRecord,
} from '../../domains/blueprint/blueprint-version.record.js';
import type { BlueprintRecord } from '../../domains/blueprint/blueprint.record.js';
import { contentPage } from '../envelope.js';
import { flag, given, holds, number } from '../query.js';
import { notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { micros } from '../timestamps.js';
import type { Blueprint, BlueprintVersion } from './blueprint.seed.js';

export const blueprintRoutes = [
  get('/v2/blueprints/', listBlueprints),
  get('/v2/blueprints/{blueprint}/', readBlueprint),
  get('/v2/blueprints/{blueprint}/versions/', listVersions),
  get('/v2/blueprints/{blueprint}/versions/{version}/', readVersion),
];

/** Esper: the page size is not stated; that of its sibling, custom actions, is. */
const PAGE = { byDefault: 10 };

/** Esper: one shape for a blueprint, as it is in its newest version, and for each of its versions. */
function blueprintRecord(asked: Asked, blueprint: Blueprint): BlueprintRecord & BlueprintVersionRecord {
  const made = micros(blueprint.versions[0]!.createdAt);
  return { ...versionRecord(asked, blueprint, blueprint.versions.at(-1)!), created_at: made };
}

const versionRecord = ({ world }: Asked, blueprint: Blueprint, version: BlueprintVersion) => ({
  id: blueprint.id,
  name: blueprint.name,
  description: blueprint.description,
  comments: version.comments,
  version_id: version.id,
  version_number: version.number,
  minor_version_number: 0,
  publish: version.isPublished,
  settings: version.settings,
  created_by: String(world.users.admin.id),
  created_at: micros(version.createdAt),
  updated_at: micros(version.createdAt),
});

const PLATFORMS = ['android', 'ios', 'windows'];

/** Tells the versions that use the apps which are asked for. */
function uses(query: URLSearchParams): (version: BlueprintVersion) => boolean {
  const tests = PLATFORMS.flatMap((platform) =>
    (['app_id', 'app_version_id'] as const).flatMap((key) => {
      const id = given(query, `settings__${platform}__${key}`);
      const has = (settings: PlatformSettingsRecord | undefined) => settings?.apps?.some((app) => app[key] === id);
      return id === undefined ? [] : [({ settings }: BlueprintVersion) => has(settings[platform]) ?? false];
    }),
  );
  return (version) => tests.every((test) => test(version));
}

/** What lists are ordered by, with a "-" before it for the other way round. */
function inOrder<T>(list: readonly T[], query: URLSearchParams, valueOf: Readonly<Record<string, (one: T) => number>>) {
  const keys = given(query, 'ordering')?.split(',').toReversed() ?? [];
  return keys.reduce((sorted, key) => {
    const value = valueOf[key.replace(/^-/, '')] ?? (() => 0);
    return sorted.toSorted((a, b) => (value(a) - value(b)) * (key.startsWith('-') ? -1 : 1));
  }, list);
}

function listBlueprints(asked: Asked) {
  const { world, query } = asked;
  const [name, exact, isUsing] = [given(query, 'name'), given(query, 'name_exact'), uses(query)];
  const found = world.blueprints.filter(
    (blueprint) =>
      (name === undefined || holds(blueprint.name, name)) &&
      (exact === undefined || blueprint.name === exact) &&
      blueprint.versions.some(isUsing),
  );
  const ordered = inOrder(found, query, {
    created_at: ({ versions }) => versions[0]!.createdAt,
    updated_at: ({ versions }) => versions.at(-1)!.createdAt,
  });
  return contentPage(asked, ordered, (blueprint) => blueprintRecord(asked, blueprint), PAGE);
}

function blueprintOf({ world }: Asked, id: string): Blueprint {
  const blueprint = world.blueprints.find((one) => one.id === id);
  if (!blueprint) throw notFound();
  return blueprint;
}

function readBlueprint(asked: Asked, id: string) {
  return { content: blueprintRecord(asked, blueprintOf(asked, id)) };
}

function listVersions(asked: Asked, id: string) {
  const { query } = asked;
  const blueprint = blueprintOf(asked, id);
  const [wanted, published, isUsing] = [number(query, 'version_number'), flag(query, 'publish'), uses(query)];
  const found = blueprint.versions.filter(
    (version) =>
      (wanted === undefined || version.number === wanted) &&
      (published === undefined || version.isPublished === published) &&
      isUsing(version),
  );
  const ordered = inOrder(found, query, { version_number: (version) => version.number });
  return contentPage(asked, ordered, (version) => versionRecord(asked, blueprint, version), PAGE);
}

function readVersion(asked: Asked, id: string, versionId: string) {
  const blueprint = blueprintOf(asked, id);
  const version = blueprint.versions.find((one) => one.id === versionId);
  if (!version) throw notFound();
  return { content: versionRecord(asked, blueprint, version) };
}
