import type { TagRecord } from '../../domains/device/tag.record.js';
import { type Random, uuidOf } from '../random.js';

const WORDS = ['vip', 'floor', 'outdoor', 'spare', 'loaned', 'fragile', 'pilot', 'night shift'];
const NUMBERS = [1, 2, 3];

/** Enough for a second page. */
const TAG_COUNT = WORDS.length * NUMBERS.length;

export function seedTags(seed: number): TagRecord[] {
  return WORDS.flatMap((word) => NUMBERS.map((number) => `${word}-${number}`)).map((tag, index) => ({
    id: uuidOf(seed, 'tag', index),
    tag,
  }));
}

/** Indexes of a device's tags. Esper: at most five; null on some devices, none on others. */
export function deviceTags(random: Random): number[] | null {
  if (random.chance(0.08)) return null;
  const count = random.chance(0.35) ? 0 : 1 + random.below(5);
  return [...new Set(Array.from({ length: count }, () => random.below(TAG_COUNT)))];
}
