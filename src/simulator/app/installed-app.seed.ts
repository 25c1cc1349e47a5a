import { Random } from '../random.js';
import type { Rights } from '../keys.js';
import type { World } from '../world.js';
import type { AppVersion } from './app.seed.js';

/** The Esper agent, the first app of the catalogue, is on every Android device that is set up. */
const AGENT = 0;
const MOST_APPS = 10;
const NEWEST = 0.55;

/** Esper: a device still being set up reports no apps. */
const reportsApps = (state: number): boolean => state === 1 || state === 20 || state === 60 || state >= 100;

/** What a command has made of an app on a device. */
export interface AppChange {
  version?: AppVersion;
  state?: string;
  isGone?: boolean;
}

/** Versions in the catalogue that an Android device has, by app. */
export function installedVersions(world: World, number: number): AppVersion[] {
  const changes = world.fleet.changesOf(number)?.appChanges ?? {};
  const first = versionsAtFirst(world, number);
  const kept = first
    .filter(({ app }) => !changes[app.packageName]?.isGone)
    .map((one) => changes[one.app.packageName]?.version ?? one);
  return [...kept, ...versionsAdded(changes, first)];
}

/** Versions of apps that a device did not have at first. */
export const versionsAdded = (
  changes: Readonly<Record<string, AppChange>>,
  first: readonly AppVersion[],
): AppVersion[] =>
  Object.values(changes).flatMap(({ version }) =>
    version && !first.some(({ app }) => app === version.app) ? [version] : [],
  );

/** The versions a device had before any command. */
export function versionsAtFirst({ seed, apps, fleet }: World, number: number): AppVersion[] {
  if (fleet.platformOf(number) !== 'ANDROID' || !reportsApps(fleet.stateOf(number))) return [];
  const random = new Random(seed, 'installed', number);
  const chosen = new Set([AGENT]);
  for (let left = 2 + random.below(MOST_APPS - 2); left > 0; left--) chosen.add(random.below(apps.shipped.length));
  return [...chosen].map((index) => {
    const versions = apps.shipped[index]!;
    return random.chance(NEWEST) ? versions[0]! : random.pick(versions);
  });
}

/** Devices that the key may see and that have a version, in list order. */
export function devicesWith(world: World, rights: Rights, version: AppVersion): readonly number[] {
  const all = world.fleet.index(`installs ${rights.key}`, () => {
    const byVersion = new Map<AppVersion, number[]>();
    for (const number of world.fleet.visible(rights)) {
      for (const one of installedVersions(world, number)) {
        const devices = byVersion.get(one);
        if (devices) devices.push(number);
        else byVersion.set(one, [number]);
      }
    }
    return byVersion;
  });
  return all.get(version) ?? [];
}
