import { strip } from './strip.js';

/** Whether what stands under a key is a secret. */
export type IsSecret = (key: string) => boolean;

const QUOTE = 0x22;
const ZERO = 0x30;
const NINE = 0x39;
/** Digits of which a number holds as many for sure. */
const EXACT = 15;
/** Bytes that are made a text at once. One of much more goes where only a full collection of garbage takes it away. */
const STRETCH = 16_384;

/** A body of which values are read. */
export interface Body {
  readonly bytes: Buffer;
  /** Its stretches as texts of as many letters as bytes, once somebody reads one: to cut a text is quicker than to decode each value. */
  readonly texts: string[];
  readonly isSecret: IsSecret;
}

/**
 * The value that stands between two places, without its secrets; `end` is negative for a text whose bytes do not all stand for
 * themselves. Throws SyntaxError, and RangeError for one that is nested too deep.
 */
export function valueAt(body: Body, at: number, end: number): unknown {
  const { bytes, isSecret } = body;
  if (bytes[at] !== QUOTE) return numberAt(bytes, at, end) ?? parsed(bytes, at, end, isSecret);
  if (end < 0) return JSON.parse(bytes.toString('utf8', at, -end));
  return plainText(body, at + 1, end - 1);
}

function plainText({ bytes, texts }: Body, at: number, end: number): string {
  const stretch = Math.floor(at / STRETCH);
  const begin = stretch * STRETCH;
  if (end > begin + STRETCH) return bytes.toString('latin1', at, end);
  return (texts[stretch] ??= bytes.toString('latin1', begin, begin + STRETCH)).slice(at - begin, end - begin);
}

/** The whole number that stands between two places; undefined when something else does. */
function numberAt(bytes: Buffer, at: number, end: number): number | undefined {
  if (end - at > EXACT || (bytes[at] === ZERO && end - at > 1)) return undefined;
  let whole = 0;
  for (let place = at; place < end; place++) {
    const byte = bytes[place]!;
    if (byte < ZERO || byte > NINE) return undefined;
    whole = whole * 10 + byte - ZERO;
  }
  return whole;
}

/** All that stands between two places, read at once. */
export function parsed(bytes: Buffer, at: number, end: number, isSecret: IsSecret): unknown {
  const value: unknown = JSON.parse(bytes.toString('utf8', at, end));
  strip(value, isSecret);
  return value;
}
