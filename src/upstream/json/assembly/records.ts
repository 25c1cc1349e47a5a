// AssemblyScript. What looks at every byte of a long answer is WebAssembly, sixteen bytes at a time.
import { following, grow, Layout } from './layouts';
import { BROKEN, CLOSE_LIST, CLOSE_OBJECT, COLON, COMMA, OPEN_OBJECT, QUOTE } from './skip';
import { ODD, skipPlainText, skipSpace, skipText, skipValue } from './skip';

export { forgetWhenFull, generation, start } from './layouts';

/** Stands for the layout of what is no record, or has keys that none is like. */
const NONE: u32 = 0;

/** Where what was found ends. */
export let written: usize = 0;

/** The first place of the body, from which places are counted. */
let body: usize = 0;

/** The layout with which every record begins: of those that the reader of the body has met. */
let first: Layout = changetype<Layout>(0);

/**
 * Goes through the list that opens at `at` in the body from `begin` to `end`, behind which 16 bytes stand that are zero, and lets
 * layouts grow from `layout`. Gives the place behind the list, or BROKEN. From `out` on it writes for each record its layout and
 * where each of its values begins and ends, and for any other member NONE, where it begins and where it ends: in 32 bits each,
 * places counted from `begin`. The end of a text that needs more than to be copied is negative.
 */
export function findRecords(layout: Layout, at: usize, begin: usize, end: usize, out: usize): usize {
  written = out;
  body = begin;
  first = layout;
  let place = skipSpace(at + 1, end);
  if (load<u8>(place) == CLOSE_LIST) return place + 1;
  while (true) {
    place = load<u8>(place) == OPEN_OBJECT ? record(place, end) : other(place, end);
    if (place == BROKEN) return BROKEN;
    place = skipSpace(place, end);
    const byte = load<u8>(place);
    if (byte == CLOSE_LIST) return place + 1;
    if (byte != COMMA) return BROKEN;
    place = skipSpace(place + 1, end);
  }
}

function write(value: usize): void {
  store<u32>(written, value as u32);
  written += 4;
}

/** Writes down what is no record, or is like no other. Gives the place behind it, as all that follow. */
function other(at: usize, end: usize): usize {
  const behind = skipValue(at, end);
  write(NONE);
  write(at - body);
  write(behind - body);
  return behind;
}

function record(at: usize, end: usize): usize {
  const begun = written;
  let layout = first;
  write(NONE);
  let place = skipSpace(at + 1, end);
  let more = load<u8>(place) != CLOSE_OBJECT;
  while (more) {
    if (load<u8>(place) != QUOTE) return BROKEN;
    let next = following(layout, place);
    if (!next) {
      const behind = skipText(place, end);
      if (behind == BROKEN) return BROKEN;
      next = grow(layout, place, behind);
    }
    if (!next) {
      written = begun;
      return other(at, end);
    }
    layout = next;
    place = skipSpace(place + layout.width, end);
    if (load<u8>(place) != COLON) return BROKEN;
    place = value(skipSpace(place + 1, end), end);
    if (place == BROKEN) return BROKEN;
    place = skipSpace(place, end);
    more = load<u8>(place) == COMMA;
    if (more) place = skipSpace(place + 1, end);
  }
  if (load<u8>(place) != CLOSE_OBJECT) return BROKEN;
  store<u32>(begun, changetype<usize>(layout) as u32);
  return place + 1;
}

/** Writes down a value of a record. */
function value(at: usize, end: usize): usize {
  write(at - body);
  let behind = load<u8>(at) == QUOTE ? skipPlainText(at, end) : skipValue(at, end);
  if (behind == ODD) {
    behind = skipText(at, end);
    write(body - behind);
  } else {
    write(behind - body);
  }
  return behind;
}
