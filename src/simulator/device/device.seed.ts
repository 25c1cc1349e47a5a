import type { AppChange } from '../app/installed-app.seed.js';
import { BLUEPRINTS, blueprintId, blueprintVersionId, publishedVersions } from '../blueprint/blueprint.seed.js';
import { mix, Random, uuidOf } from '../random.js';
import { DAY, MINUTE, NOW } from '../timestamps.js';
import { type Model, MODELS } from './hardware.seed.js';
import { deviceTags } from './tag.seed.js';

export type Platform = 'ANDROID' | 'APPLE' | 'LINUX' | 'WINDOWS';

const ANDROID_STATES = [0, 1, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200];
/** Esper: codes are added over the years. */
const UNKNOWN_STATE = 210;
const RARE_ANDROID_STATES = [...ANDROID_STATES, UNKNOWN_STATE];
/** Esper: only Android devices are ever offline (60). */
const OTHER_STATES = [0, 1, 20, 70, 80, 90, 100, 200];

/** Every so many devices one is an Android in a rarely seen state, so that a fleet of 1000 shows each of them. */
const RARE_EVERY = 20;
const RARE_AT = 7;

const isRare = (number: number): boolean => number % RARE_EVERY === RARE_AT;

export function platformOf(seed: number, number: number): Platform {
  const share = isRare(number) ? 0 : mix(seed, 'platform', number) % 100;
  if (share < 69) return 'ANDROID';
  if (share < 84) return 'APPLE';
  return share < 92 ? 'LINUX' : 'WINDOWS';
}

export function stateOf(seed: number, number: number): number {
  if (isRare(number)) return RARE_ANDROID_STATES[Math.floor(number / RARE_EVERY) % RARE_ANDROID_STATES.length]!;
  const share = mix(seed, 'state', number) % 100;
  if (platformOf(seed, number) === 'ANDROID') return share < 75 ? 1 : 60;
  return share < 85 ? 1 : OTHER_STATES[share % OTHER_STATES.length]!;
}

/** All that is true of a device, whichever of its representations tells it. */
export interface DeviceFacts {
  number: number;
  id: string;
  platform: Platform;
  state: number;
  model: Model;
  name: string;
  alias: string | null;
  serial: string | null;
  udid: string | undefined;
  globalId: string;
  osVersion: string;
  imei: string | undefined;
  imei2: string | undefined;
  iccid: string | undefined;
  wifiMac: string;
  ethernetMac: string | undefined;
  ssid: string | null;
  connection: 'WIFI' | 'CELLULAR' | 'ETHERNET' | null;
  operator: string | undefined;
  ip: string;
  battery: number | null;
  isGms: boolean;
  agentVersion: string | null;
  eeaVersion: string | null;
  /** From 0, secure, to 3, at high risk. */
  securityState: number | null;
  managedBy: 'BLUEPRINT' | 'TEMPLATE';
  template: string | null;
  policy: { policy_id: number; policy_name: string } | null;
  source: 'ABM' | 'NON_ABM' | undefined;
  assignedBlueprint: string | null;
  currentBlueprint: string | null;
  currentBlueprintVersion: string | null;
  blueprintVersionNumber: number;
  blueprintUpgrade: 'UPGRADED' | 'UPGRADABLE' | 'UPGRADE_FAILED' | 'NOT_APPLICABLE';
  /** Indexes of the tags. */
  tags: number[] | null;
  isLockedDown: boolean;
  kioskApp: string | null;
  latitude: number | null;
  longitude: number;
  lastSeen: number | null;
  provisionedOn: number | null;
  createdAt: number;
  updatedAt: number;
  /** What commands have made of its apps, by package. */
  appChanges?: Readonly<Record<string, AppChange>>;
}

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A text of five letters that no other number below 33 million has. */
function lettersOf(seed: number, number: number): string {
  let rest = (Math.imul(number, 0x5bd1e995) + mix(seed, 'letters', 0)) & 0x1ffffff;
  let text = '';
  for (let i = 0; i < 5; i++, rest >>>= 5) text += LETTERS[rest & 31];
  return text;
}

function mac(random: Random): string {
  const hex = (0x1000000 + random.below(0x1000000)).toString(16).slice(1).toUpperCase();
  return `02:5A:E5:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}`;
}

const digits = (random: Random, count: number): string => String(random.below(10 ** count)).padStart(count, '0');

const ALIASES = ['Till', 'Kiosk', 'Scanner', 'Signage', 'Forklift', 'Driver', 'Reception'];
const SSIDS = ['Store-WiFi', 'Warehouse', 'Guest "free" WiFi', 'esper-lab'];
const OPERATORS = ['Vodafone', 'AT&T', 'Claro', 'NTT Docomo'];
const TEMPLATES = ['Kiosk template', 'Multi app', 'Driver phone'] as const;
const POLICIES = ['Default', 'Locked kiosk', 'Open'] as const;
const AGENT_VERSIONS = ['7.11.0204', '7.12.1130', '8.1.0045'] as const;

/** Esper: boards without a serial all report the same filler. */
const FILLER_SERIAL = 'To Be Filled By O.E.M.';

function modelOf(seed: number, number: number): Model {
  const models = MODELS[platformOf(seed, number)];
  return models[mix(seed, 'model', number) % models.length]!;
}

export function serialOf(seed: number, number: number): string | null {
  const model = modelOf(seed, number);
  const share = mix(seed, 'serial', number) % 100;
  if (model.os === 'Windows' && share < 15) return FILLER_SERIAL;
  if (model.os === 'Linux' && share < 10) return null;
  return `${model.brand.slice(0, 2).toUpperCase()}${lettersOf(seed + 1, number)}${share % 10}`;
}

function connectionOf(model: Model, random: Random): DeviceFacts['connection'] {
  if (random.chance(0.05)) return null;
  if (!model.battery) return random.pick(['ETHERNET', 'WIFI'] as const);
  return model.cellular && random.chance(0.3) ? 'CELLULAR' : 'WIFI';
}

export function deviceFacts(seed: number, number: number): DeviceFacts {
  const random = new Random(seed, 'facts', number);
  const platform = platformOf(seed, number);
  const state = stateOf(seed, number);
  const model = modelOf(seed, number);
  const isAndroid = platform === 'ANDROID';
  const isApple = platform === 'APPLE';
  const connection = connectionOf(model, random);
  const cellular = model.cellular && random.chance(0.9);
  const createdAt = NOW - random.below(800) * DAY - random.below(DAY);
  const isOnboarding = state >= 30 && state <= 50;
  const lastSeen = random.chance(0.03) ? null : NOW - random.below(state === 1 ? 25 * MINUTE : 40 * DAY) - MINUTE;
  const managedBy = isAndroid && random.chance(0.35) ? 'TEMPLATE' : 'BLUEPRINT';
  const byTemplate = managedBy === 'TEMPLATE';
  const blueprint = byTemplate ? null : random.below(BLUEPRINTS);
  const policy = random.below(POLICIES.length);
  return {
    number,
    id: uuidOf(seed, 'device', number),
    platform,
    state,
    model,
    name: `ESR-SIM-${lettersOf(seed, number)}`,
    alias: random.chance(0.3) ? null : `${random.pick(ALIASES)} ${1 + random.below(40)}`,
    serial: serialOf(seed, number),
    udid: isApple ? uuidOf(seed, 'udid', number).toUpperCase() : undefined,
    globalId: uuidOf(seed, 'global', number),
    osVersion: random.pick(model.versions),
    imei: cellular ? `35${digits(random, 13)}` : undefined,
    imei2: cellular && random.chance(0.3) ? `35${digits(random, 13)}` : undefined,
    iccid: cellular ? `8949${digits(random, 15)}` : undefined,
    wifiMac: mac(random),
    ethernetMac: model.battery ? undefined : mac(random),
    ssid: connection === 'WIFI' ? random.pick(SSIDS) : null,
    // Esper: Apple devices do not tell how they are connected.
    connection: isApple ? null : connection,
    operator: cellular ? random.pick(OPERATORS) : undefined,
    ip: `10.${random.below(256)}.${random.below(256)}.${1 + random.below(254)}`,
    battery: model.battery && random.chance(0.97) ? random.below(101) : null,
    isGms: isAndroid && random.chance(0.85),
    agentVersion: isApple ? null : random.pick(AGENT_VERSIONS),
    eeaVersion: isAndroid && random.chance(0.1) ? `EEA-${random.below(4)}.${random.below(10)}` : null,
    securityState: random.chance(0.5) ? null : random.below(4),
    managedBy,
    template: byTemplate ? random.pick(TEMPLATES) : null,
    policy: byTemplate ? { policy_id: 100 + policy, policy_name: POLICIES[policy]! } : null,
    source: isApple ? random.pick(['ABM', 'NON_ABM'] as const) : undefined,
    assignedBlueprint: blueprint === null ? null : blueprintId(seed, blueprint),
    ...currentBlueprint(seed, blueprint, random),
    tags: deviceTags(random),
    isLockedDown: random.chance(0.1),
    kioskApp: isAndroid && random.chance(0.4) ? 'com.example.kiosk' : null,
    latitude: random.chance(0.4) ? null : Math.round((random.next() * 140 - 70) * 1e6) / 1e6,
    longitude: Math.round((random.next() * 360 - 180) * 1e6) / 1e6,
    lastSeen,
    provisionedOn: isOnboarding ? null : createdAt + 9 * MINUTE,
    createdAt,
    updatedAt: NOW - random.below(30 * DAY),
  };
}

/** The version of its blueprint that a device has, if it has any yet, and what becomes of a newer one. */
function currentBlueprint(seed: number, blueprint: number | null, random: Random) {
  const isApplied = blueprint !== null && random.chance(0.8);
  const newest = blueprint === null ? 0 : publishedVersions(blueprint) - 1;
  const step = blueprint === null ? 0 : random.below(newest + 1);
  const behind = random.below(9) === 0 ? 'UPGRADE_FAILED' : 'UPGRADABLE';
  return {
    currentBlueprint: isApplied ? blueprintId(seed, blueprint) : null,
    currentBlueprintVersion: isApplied ? blueprintVersionId(seed, blueprint, step) : null,
    blueprintVersionNumber: step + 1,
    blueprintUpgrade: !isApplied ? 'NOT_APPLICABLE' : step === newest ? 'UPGRADED' : behind,
  } as const;
}
