import { Random, uuidOf } from '../random.js';
import { DAY, NOW } from '../timestamps.js';
import { APPS, type AppRow } from './app-names.seed.js';

export interface AppVersion {
  index: number;
  id: string;
  app: App;
  /** The version's name, such as 6.4.5. */
  name: string;
  /** The integer version code, as text. */
  code: string;
  minSdk: string | null;
  releaseName: string | null | undefined;
  sizeInMb: number;
  isDefault: boolean;
  createdOn: number;
}

export interface App {
  index: number;
  id: string;
  name: string;
  packageName: string;
  category: string;
  isHidden: boolean;
  isPlayStore: boolean;
  createdOn: number;
  /** Newest first. */
  versions: AppVersion[];
}

/** The catalogue of Android apps, as v1 serves it. */
export class Catalogue {
  private readonly byId: Map<string, App>;

  constructor(readonly apps: App[]) {
    this.byId = new Map(apps.map((app) => [app.id, app]));
  }

  find(id: string): App | undefined {
    return this.byId.get(id);
  }
}

const MAX_VERSIONS = 6;

export function seedCatalogue(seed: number): Catalogue {
  return new Catalogue(APPS.map((row, index) => seedApp(seed, row, index)));
}

function seedApp(seed: number, [name, packageName, kind]: AppRow, index: number): App {
  const random = new Random(seed, 'app', index);
  const app: App = {
    index,
    id: uuidOf(seed, 'app', index),
    name,
    packageName,
    category: random.pick(['BUSINESS', 'PRODUCTIVITY', 'TOOLS']),
    isHidden: kind === 'HIDDEN',
    isPlayStore: kind === 'PLAY',
    createdOn: NOW - 700 * DAY + random.below(300) * DAY,
    versions: [],
  };
  const count = 1 + (index % MAX_VERSIONS);
  const major = 1 + random.below(9);
  for (let step = 0; step < count; step++) {
    const age = count - 1 - step;
    app.versions.push({
      index: index * MAX_VERSIONS + step,
      id: uuidOf(seed, 'app-version', index * MAX_VERSIONS + step),
      app,
      name: `${major}.${age}.${random.below(20)}`,
      code: String(major * 10_000 + age * 100 + random.below(100)),
      minSdk: app.isPlayStore ? null : String(random.pick([21, 24, 26, 28])),
      releaseName: random.pick([`Release ${age + 1}`, '', null, undefined]),
      // Esper: whole on some rows, a fraction on others.
      sizeInMb: random.chance(0.3) ? 10 + random.below(90) : Math.round((5 + random.next() * 100) * 100) / 100,
      isDefault: step === 0,
      createdOn: app.createdOn + (age + 1) * 30 * DAY + random.below(DAY),
    });
  }
  return app;
}
