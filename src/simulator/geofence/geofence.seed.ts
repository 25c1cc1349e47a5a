import type { DeviceFacts } from '../device/device.seed.js';
import type { Fleet } from '../fleet.js';
import { Random, uuidOf } from '../random.js';
import { DAY, NOW } from '../timestamps.js';
import { circle, isWithin, point, polygon, type Point, type Shape } from './geofence-shape.js';

export interface Geofence {
  id: string;
  name: string;
  /** Left out where nobody wrote one. */
  description: string | undefined;
  actions: string[];
  geometry: Shape;
  /** Ids of the blueprints that bring it to devices. */
  blueprints: string[];
  createdAt: number;
  updatedAt: number;
}

/** Esper: nothing says that no two of them have the same name. */
const DRAWN: [name: string, geometry: Shape][] = [
  ['Europe', circle(50, 12, 2_600_000)],
  ['Northern Europe', circle(63, 17, 1_300_000)],
  ['North America', polygon([71, -168], [83, -70], [45, -52], [25, -80], [15, -97], [32, -117], [55, -132])],
  ['South America', polygon([12, -72], [-5, -34], [-54, -66], [-18, -71], [-4, -82])],
  ['Africa', polygon([37, 10], [12, 51], [-35, 20], [5, -9], [28, -13])],
  ['Depot', circle(48.1374, 11.5755, 400)],
  ['Depot', circle(40.7128, -74.006, 650.5)],
];
const ACTIONS = [[], ['beep'], ['lockdown'], ['lockdown', 'beep']];

/** Fences of sites, each around a device: enough for a second page. */
const MOST_SITES = 120;
/** Blueprints there are. */
const BLUEPRINTS = 6;

/** Where a device stands with fences, to four decimals; null when it tells no location. */
export function locationOf({ latitude, longitude, lastSeen }: DeviceFacts): Point | null {
  const rounded = (degrees: number) => Math.round(degrees * 10_000) / 10_000;
  return latitude === null || lastSeen === null ? null : point(rounded(latitude), rounded(longitude));
}

/** Whether a device is inside of a fence; null when nobody knows. */
export function isInside({ geometry }: Geofence, facts: DeviceFacts): boolean | null {
  const location = locationOf(facts);
  return location && isWithin(location, geometry);
}

/** All fences of the tenant. */
export class Geofences {
  readonly all: Geofence[] = [];

  constructor(
    private readonly seed: number,
    fleet: Fleet,
  ) {
    for (const [name, geometry] of DRAWN) this.add(name, geometry);
    for (let number = 0; number < Math.min(fleet.size, MOST_SITES); number++) {
      const facts = fleet.factsOf(number);
      this.add(`Site ${String(number + 1).padStart(3, '0')}`, around(facts), facts.currentBlueprint);
    }
  }

  find(id: string): Geofence | undefined {
    return this.all.find((fence) => fence.id === id);
  }

  /** Draws a fence, for some blueprint and one more. */
  private add(name: string, geometry: Shape, blueprint: string | null = null): void {
    const index = this.all.length;
    const random = new Random(this.seed, 'geofence', index);
    const some = () => uuidOf(this.seed, 'blueprint', random.below(BLUEPRINTS));
    const createdAt = NOW - 400 * DAY + index * DAY;
    this.all.push({
      id: uuidOf(this.seed, 'geofence', index),
      name,
      description: random.chance(0.5) ? `Devices that belong to ${name}` : undefined,
      actions: random.pick(ACTIONS),
      geometry,
      blueprints: [...new Set([blueprint ?? some(), some()])],
      createdAt,
      updatedAt: createdAt + random.below(30 * DAY),
    });
  }
}

/** A fence around the place of a device, or around any place where it tells none: round for one, with corners for the next. */
function around(facts: DeviceFacts): Shape {
  const { latitude, longitude } = locationOf(facts) ?? point(0, 0);
  const radius = 100 + 50 * (facts.number % 8);
  if (facts.number % 2 === 0) return circle(latitude, longitude, radius);
  const [up, along] = [0.01, 0.02];
  return polygon(
    [latitude + up, longitude - along],
    [latitude + up, longitude + along],
    [latitude - up, longitude + along],
    [latitude - up, longitude - along],
  );
}
