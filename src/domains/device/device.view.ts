import { Shapes, type Ways } from '../../graphql/records/shapes.js';
import type { DeviceRecord } from './device.record.js';
import type { LegacyDeviceRecord } from './legacy-device.record.js';

/** The names of a device that the list of an app's devices tells, and nothing else. */
export interface DeviceNames {
  readonly name: string;
  readonly alias?: string | null | undefined;
}

/** The shapes in which Esper serves one device; each holds fields the others lack. */
export interface DeviceShapes {
  /** A row of `.../installdevices`. */
  readonly named: DeviceNames;
  /** A row of `/v2/devices/`. */
  readonly row: DeviceRecord;
  /** `/v2/devices/{id}`. */
  readonly item: DeviceRecord;
  /** `/enterprise/{e}/device/{id}/`, Android only. */
  readonly legacy: LegacyDeviceRecord;
}

/** Where a device says what it is, if nothing else tells. */
const platformIn = ({ platform }: DeviceRecord) => platform;
export const platformOf = { row: platformIn, item: platformIn };

/** Esper: told in two places, of which either may be left out, or empty. */
export const serialOf = ({ serial, hardware_info: hardware }: DeviceRecord) => serial || hardware?.serial || null;

/** One device as resolvers see it, whichever shapes of it are here. */
export class DeviceView extends Shapes<DeviceShapes> {
  readonly #platform: string | undefined;

  constructor(id: string, atHand: Partial<DeviceShapes>, ways: Ways<DeviceShapes>, platform?: string) {
    super(id, atHand, ways);
    this.#platform = platform;
  }

  /** ANDROID, APPLE, LINUX or WINDOWS; fetched only when nothing at hand tells. */
  platform(): string | Promise<string> {
    return this.#platform ?? this.must(platformOf);
  }

  /** A value that list row and item both hold. */
  v2<T>(reader: (record: DeviceRecord) => T): T | Promise<T | null> {
    const record = this.atHand.row ?? this.atHand.item;
    return record === undefined ? this.read({ row: reader, item: reader }) : reader(record);
  }
}
