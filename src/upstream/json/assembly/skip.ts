export const QUOTE: u8 = 0x22;
export const COMMA: u8 = 0x2c;
export const COLON: u8 = 0x3a;
export const OPEN_LIST: u8 = 0x5b;
export const CLOSE_LIST: u8 = 0x5d;
export const OPEN_OBJECT: u8 = 0x7b;
export const CLOSE_OBJECT: u8 = 0x7d;
const SPACE: u8 = 0x20;
const BACKSLASH: u8 = 0x5c;

/** How many levels a value may have; the host says it. */
declare const DEEPEST: i32;

/** In place of a place: there is none, or it is too deep. */
export const BROKEN: usize = 0;
/** In place of a place: the text needs more than to be copied. */
export const ODD: usize = 1;

/** Where something stands again from `at` on: `end` at the latest, as for all that follow. */
export function skipSpace(at: usize, end: usize): usize {
  let place = at;
  while (place < end && load<u8>(place) <= SPACE) place++;
  return place;
}

/** Behind the text that begins at `at` with its quote. BROKEN when it has no end, as all that follow give it. */
export function skipText(at: usize, end: usize): usize {
  let place = at + 1;
  while (place < end) {
    const bytes = v128.load(place);
    const found = v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(BACKSLASH)));
    const which = i8x16.bitmask(found);
    if (which == 0) {
      place += 16;
      continue;
    }
    place += ctz(which);
    if (place >= end) break;
    if (load<u8>(place) == QUOTE) return place + 1;
    place += 2;
  }
  return BROKEN;
}

/** As skipText, and ODD when not every byte of the text stands for itself: there are escapes, or letters that are not ASCII. */
export function skipPlainText(at: usize, end: usize): usize {
  let place = at + 1;
  while (place < end) {
    const bytes = v128.load(place);
    const quotes = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(QUOTE)));
    // Compared with a sign, what is not ASCII is less than a space.
    const odd = v128.or(i8x16.lt_s(bytes, i8x16.splat(SPACE)), i8x16.eq(bytes, i8x16.splat(BACKSLASH)));
    const before = quotes == 0 ? 0xffff : (1 << ctz(quotes)) - 1;
    if (i8x16.bitmask(odd) & before) return ODD;
    if (quotes != 0) return place + ctz(quotes) + 1;
    place += 16;
  }
  return BROKEN;
}

/** Behind the value that begins at `at`. What is in it is not looked at. */
export function skipValue(at: usize, end: usize): usize {
  const first = load<u8>(at);
  if (first == QUOTE) return skipText(at, end);
  if (first == OPEN_OBJECT || first == OPEN_LIST) return skipNested(at, end);
  let place = at;
  for (; place < end; place++) {
    const byte = load<u8>(place);
    if (byte == COMMA || byte == CLOSE_OBJECT || byte == CLOSE_LIST || byte <= SPACE) break;
  }
  return place == at ? BROKEN : place;
}

function skipNested(at: usize, end: usize): usize {
  let depth = 0;
  let place = at;
  while (place < end) {
    const byte = load<u8>(place);
    if (byte == QUOTE) {
      place = skipText(place, end);
      if (place == BROKEN) return BROKEN;
      continue;
    }
    place++;
    if (byte == OPEN_OBJECT || byte == OPEN_LIST) {
      if (++depth > DEEPEST) return BROKEN;
    } else if ((byte == CLOSE_OBJECT || byte == CLOSE_LIST) && --depth == 0) return place;
  }
  return BROKEN;
}
