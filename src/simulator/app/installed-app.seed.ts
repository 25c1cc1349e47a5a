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

/** Versions in the catalogue that an Android device has, by app. */
export function installedVersions({ seed, apps, fleet }: World, number: number): AppVersion[] {
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
