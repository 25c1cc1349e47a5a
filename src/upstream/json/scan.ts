/** The bytes that matter to where things begin and end. Not exported: V8 takes what a module exports for something that changes. */
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LAST_OF_ASCII = 0x7e;

/** Levels a body may have. Real ones have a dozen; one of thousands would break whoever walks through it. */
export const DEEPEST = 200;

export const broken = (at: number): SyntaxError => new SyntaxError(`broken JSON at byte ${at}`);
export const tooDeep = (): RangeError => new RangeError(`nested more than ${DEEPEST} levels deep`);

/** Where something stands again from `at` on. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  let place = at;
  while (place < bytes.length && bytes[place]! <= SPACE) place++;
  return place;
}

/** Behind the text that begins at `at` with its quote. Throws SyntaxError when it has no end, as all that follow do. */
export function skipText(bytes: Uint8Array, at: number): number {
  for (let place = at + 1; place < bytes.length; place++) {
    const byte = bytes[place]!;
    if (byte === QUOTE) return place + 1;
    if (byte === BACKSLASH) place++;
  }
  throw broken(at);
}

/** Behind the value that begins at `at`. What is in it is not looked at. */
export function skipValue(bytes: Uint8Array, at: number): number {
  const first = at < bytes.length ? bytes[at]! : COMMA;
  if (first === QUOTE) return skipText(bytes, at);
  if (first === OPEN_OBJECT || first === OPEN_LIST) return skipNested(bytes, at);
  let place = at;
  for (; place < bytes.length; place++) {
    const byte = bytes[place]!;
    if (byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_LIST || byte <= SPACE) break;
  }
  if (place === at) throw broken(at);
  return place;
}

function skipNested(bytes: Uint8Array, at: number): number {
  let depth = 0;
  let place = at;
  while (place < bytes.length) {
    const byte = bytes[place++]!;
    if (byte === QUOTE) place = skipText(bytes, place - 1);
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (++depth > DEEPEST) throw tooDeep();
    } else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && --depth === 0) return place;
  }
  throw broken(at);
}

/** Where the quote stands that ends the text which begins at `at`; -1 when not all of it stands for itself. */
export function endOfPlainText(bytes: Uint8Array, at: number): number {
  for (let place = at + 1; place < bytes.length; place++) {
    const byte = bytes[place]!;
    if (byte === QUOTE) return place;
    if (byte === BACKSLASH || byte < SPACE || byte > LAST_OF_ASCII) return -1;
  }
  throw broken(at);
}

/** Where the value begins, behind the colon that has to stand next. */
export function behindColon(bytes: Uint8Array, at: number): number {
  const colon = skipSpace(bytes, at);
  if (colon >= bytes.length || bytes[colon] !== COLON) throw broken(colon);
  return skipSpace(bytes, colon + 1);
}

export const isText = (bytes: Uint8Array, at: number): boolean => bytes[at] === QUOTE;
export const isObject = (bytes: Uint8Array, at: number): boolean => bytes[at] === OPEN_OBJECT;
export const isList = (bytes: Uint8Array, at: number): boolean => bytes[at] === OPEN_LIST;

/** Whether a list of objects begins within so many bytes, white space left out. */
export function hasRecords(bytes: Uint8Array, within: number): boolean {
  const end = Math.min(within, bytes.length - 1);
  for (let place = 0; place < end; place++)
    if (bytes[place] === OPEN_LIST && bytes[place + 1] === OPEN_OBJECT) return true;
  return false;
}

/** What closes the object or the list that opens at `at`: the byte next but one, in either case. */
export const closing = (bytes: Uint8Array, at: number): number => bytes[at]! + 2;

/** Whether another member follows on the one that ends at `at`, and not what closes the list or the object. */
export function goesOn(bytes: Uint8Array, at: number, close: number): boolean {
  const byte = at < bytes.length ? bytes[at] : undefined;
  if (byte === close) return false;
  if (byte === COMMA) return true;
  throw broken(at);
}
