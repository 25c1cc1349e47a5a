import { describe, expect, test } from 'vitest';
import { OF_PLATFORM, toldOf, type Platform } from './told.js';

const SECTIONS = [
  'hardware_info',
  'software_info',
  'network_info',
  'memory_info',
  'memory_stats',
  'network_stats',
  'location_stats',
  'battery_stats',
  'cpu_stats',
  'blueprint_info',
  'app_mode_meta',
  'policy',
  'hardwareInfo',
  'softwareInfo',
  'networkInfo',
];
const sections = (value: unknown) => Object.fromEntries(SECTIONS.map((name) => [name, value]));

/** All that is told below a value, but for what is told of no device. */
const leaves = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];

describe.each(Object.keys(OF_PLATFORM) as Platform[])('a device of the platform %s', (platform) => {
  test.each([
    ['leaves out', {}],
    ['has null for', sections(null)],
    ['has nothing in', sections({})],
  ])('that %s its parts has none, and no error', async (_, nothing) => {
    const { isEmmBound = false, ...told } = await toldOf(platform, nothing, nothing);
    expect(isEmmBound).toBe(false);
    expect(new Set(leaves(told))).toEqual(new Set([null]));
  });
});
