import { endOfPlainText, isText, skipText, skipValue } from './scan.js';
import { strip } from './strip.js';

/** Whether what stands under a key is a secret. */
export type IsSecret = (key: string) => boolean;

const ZERO = 0x30;
const NINE = 0x39;
/** Digits of which a number holds as many for sure. */
const EXACT = 15;

/** The value that begins at `at`, without its secrets. Throws SyntaxError, and RangeError for one that is nested too deep. */
export function valueAt(bytes: Buffer, at: number, isSecret: IsSecret): unknown {
  if (isText(bytes, at)) return textAt(bytes, at);
  const end = skipValue(bytes, at);
  return numberAt(bytes, at, end) ?? parsed(bytes, at, end, isSecret);
}

/** The text that begins at `at`. */
export function textAt(bytes: Buffer, at: number): string {
  const end = endOfPlainText(bytes, at);
  if (end < 0) return JSON.parse(bytes.toString('utf8', at, skipText(bytes, at))) as string;
  return bytes.toString('latin1', at + 1, end);
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
