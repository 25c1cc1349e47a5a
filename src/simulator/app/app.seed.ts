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
  /** Of its file; null for a Play Store app. */
  hash: string | null;
  isDefault: boolean;
  approval: string;
  /** What legacy alone keeps. */
  comments: string | null;
  track: string | null;
  isEnabled: boolean;
  /** Of the provisioning templates that install it. */
  templates: { id: number; name: string }[];
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

/** An app file that was uploaded, as far as it tells of itself. */
export interface Upload extends Pick<AppVersion, 'name' | 'code' | 'sizeInMb' | 'hash'> {
  packageName: string;
}

/** The catalogue of Android apps, as v1 serves it. */
export class Catalogue {
  /** The versions of each app at first: devices keep what they have, whatever becomes of the catalogue. */
  readonly shipped: readonly (readonly AppVersion[])[];
  private uploads = 0;

  constructor(
    private readonly seed: number,
    readonly apps: App[],
  ) {
    this.shipped = apps.map(({ versions }) => [...versions]);
  }

  find(id: string): App | undefined {
    return this.apps.find((app) => app.id === id);
  }

  /** Adds a version, and its app when that is new. Undefined when the app has that version already. */
  upload({ packageName, ...file }: Upload): AppVersion | undefined {
    const number = ++this.uploads;
    const known = this.apps.find((app) => app.packageName === packageName);
    if (known?.versions.some(({ code }) => code === file.code)) return undefined;
    const app = known ?? this.add(packageName, number);
    const version: AppVersion = {
      ...plain,
      ...file,
      app,
      index: 100_000 + number,
      id: uuidOf(this.seed, 'uploaded version', number),
      isDefault: known === undefined,
      createdOn: NOW + number * 1000,
    };
    app.versions.unshift(version);
    return version;
  }

  /** Esper: an app dies with its last version. */
  removeVersion(version: AppVersion): void {
    const { app } = version;
    app.versions.splice(app.versions.indexOf(version), 1);
    if (app.versions.length === 0) this.remove(app);
    else if (version.isDefault) app.versions[0]!.isDefault = true;
  }

  remove(app: App): void {
    this.apps.splice(this.apps.indexOf(app), 1);
  }

  private add(packageName: string, number: number): App {
    const app: App = {
      index: this.apps.length,
      id: uuidOf(this.seed, 'uploaded app', number),
      name: packageName.slice(packageName.lastIndexOf('.') + 1),
      packageName,
      category: 'BUSINESS',
      isHidden: false,
      isPlayStore: false,
      createdOn: NOW + number * 1000,
      versions: [],
    };
    this.apps.push(app);
    return app;
  }

  version(id: string): AppVersion | undefined {
    return this.apps.flatMap(({ versions }) => versions).find((version) => version.id === id);
  }
}

/** What holds for a version until somebody changes it. */
const plain = {
  minSdk: '26',
  releaseName: null,
  approval: 'APPROVED',
  comments: null,
  track: null,
  isEnabled: true,
  templates: [] as AppVersion['templates'],
};

const MAX_VERSIONS = 6;
/** Of so many apps, one stands in a provisioning template. */
const TEMPLATE_EVERY = 3;

export function seedCatalogue(seed: number): Catalogue {
  return new Catalogue(
    seed,
    APPS.map((row, index) => seedApp(seed, row, index)),
  );
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
    const isDefault = step === 0;
    const isTemplated = isDefault && index % TEMPLATE_EVERY === TEMPLATE_EVERY - 1;
    app.versions.push({
      ...plain,
      approval: app.isPlayStore ? 'ACCEPTED' : 'APPROVED',
      templates: isTemplated ? [{ id: 70 + index, name: `Template of ${name}` }] : [],
      hash: app.isPlayStore ? null : uuidOf(seed, 'hash', index * MAX_VERSIONS + step).replaceAll('-', ''),
      index: index * MAX_VERSIONS + step,
      id: uuidOf(seed, 'app-version', index * MAX_VERSIONS + step),
      app,
      name: `${major}.${age}.${random.below(20)}`,
      code: String(major * 10_000 + age * 100 + random.below(100)),
      minSdk: app.isPlayStore ? null : String(random.pick([21, 24, 26, 28])),
      releaseName: random.pick([`Release ${age + 1}`, '', null, undefined]),
      // Esper: whole on some rows, a fraction on others.
      sizeInMb: random.chance(0.3) ? 10 + random.below(90) : Math.round((5 + random.next() * 100) * 100) / 100,
      isDefault,
      createdOn: app.createdOn + (age + 1) * 30 * DAY + random.below(DAY),
    });
  }
  return app;
}
