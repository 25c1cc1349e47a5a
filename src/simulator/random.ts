/** Stirs 32 bits so that neighbouring numbers come out unlike. A bijection: two inputs never meet. */
function stir(bits: number): number {
  let h = bits | 0;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return h ^ (h >>> 15);
}

const kinds = new Map<string, number>();

function numberOf(kind: string): number {
  let known = kinds.get(kind);
  if (known === undefined) {
    known = 0;
    for (let i = 0; i < kind.length; i++) known = stir(Math.imul(known, 31) + kind.charCodeAt(i));
    kinds.set(kind, known);
  }
  return known;
}

/** 32 bits that depend on nothing but what is given: the same on every machine and in every run. */
export function mix(seed: number, kind: string, index: number): number {
  return stir(stir(stir(seed) ^ numberOf(kind)) ^ index) >>> 0;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex16 = (bits: number): string => HEX[(bits >>> 8) & 255]! + HEX[bits & 255]!;

/** The UUID of the nth thing of a kind. */
export function uuidOf(seed: number, kind: string, index: number): string {
  const first = mix(seed, kind, index);
  const a = stir(first ^ 0x51ed270b);
  const b = stir(first ^ 0x2545f491);
  const c = stir(first ^ 0x1b873593);
  const d = stir(first ^ 0x7feb352d);
  const version = (b & 0x0fff) | 0x4000;
  const variant = (c & 0x3fff) | 0x8000;
  return `${hex16(a >>> 16)}${hex16(a)}-${hex16(b >>> 16)}-${hex16(version)}-${hex16(variant)}-${hex16(c >>> 16)}${hex16(d >>> 16)}${hex16(d)}`;
}

/** A short, repeatable sequence of chances. */
export class Random {
  private state: number;

  constructor(seed: number, kind: string, index: number) {
    this.state = mix(seed, kind, index);
  }

  /** At least 0, below 1. */
  next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    return (stir(this.state) >>> 0) / 4294967296;
  }

  /** A whole number, at least 0, below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}
