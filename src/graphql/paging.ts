import type { Rows, Slice } from '../upstream/rows.js';
import { decodeCursor, fingerprint, type Cursor } from './cursor.js';
import { badUserInput } from './errors.js';

/** The arguments every connection takes. */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A stretch of a list as a client asked for it. */
export interface Stretch<R> extends Slice<R> {
  /** True when the cursor's item could not be found again: the stretch begins where the item stood. */
  readonly reanchored: boolean;
}

const MOST = 1000;
const DEFAULT = 20;
/** How far around its old place an item is looked for when the list has moved. */
const DRIFT = 250;

/** Reads the stretch the arguments ask for. Throws BAD_USER_INPUT, before any call, for arguments that make no sense. */
export function readStretch<R>(rows: Rows<R>, args: PageArgs): () => Promise<Stretch<R>> {
  const { first, last, after, before } = args;
  for (const [name, size] of Object.entries({ first, last })) {
    if (size === undefined || size === null) continue;
    if (size < 0 || size > MOST) throw badUserInput(`"${name}" is ${size}: it must be from 0 to ${MOST}.`);
  }
  if (isGiven(first) && isGiven(last)) throw badUserInput('"first" and "last" cannot go together: ask from one end.');
  if (isGiven(after) && isGiven(before))
    throw badUserInput('"after" and "before" cannot go together: page in one direction.');
  if (isGiven(before) && isGiven(first)) throw badUserInput('"before" goes with "last", "after" with "first".');
  if (isGiven(after) && isGiven(last)) throw badUserInput('"after" goes with "first", "before" with "last".');
  const list = fingerprint(rows.key);
  if (isGiven(before)) {
    const cursor = decodeCursor(before, list, 'before');
    return () => backwardFrom(rows, last ?? DEFAULT, cursor);
  }
  if (isGiven(last)) return async () => stretch(rows, await end(rows, last), last);
  if (!isGiven(after)) return () => stretch(rows, 0, first ?? DEFAULT);
  const cursor = decodeCursor(after, list, 'after');
  return () => forwardFrom(rows, first ?? DEFAULT, cursor);
}

/** Overlaps by the cursor's own row: if it is still there, what follows is what comes next. */
async function forwardFrom<R>(rows: Rows<R>, size: number, cursor: Cursor): Promise<Stretch<R>> {
  const slice = await rows.slice(cursor.offset, size + 1);
  const [anchor, ...next] = slice.rows;
  if (anchor !== undefined && rows.idOf(anchor) === cursor.id) {
    return { ...slice, rows: next, offset: cursor.offset + 1, reanchored: false };
  }
  const place = await locate(rows, cursor);
  return place === null
    ? { ...(await stretch(rows, cursor.offset, size)), reanchored: true }
    : stretch(rows, place + 1, size);
}

async function backwardFrom<R>(rows: Rows<R>, size: number, cursor: Cursor): Promise<Stretch<R>> {
  const start = Math.max(0, cursor.offset - size);
  const slice = await rows.slice(start, cursor.offset - start + 1);
  const anchor = slice.rows[cursor.offset - start];
  if (anchor !== undefined && rows.idOf(anchor) === cursor.id) {
    return { ...slice, rows: slice.rows.slice(0, cursor.offset - start), reanchored: false };
  }
  const place = await locate(rows, cursor);
  const stop = place ?? cursor.offset;
  const begin = Math.max(0, stop - size);
  return { ...(await stretch(rows, begin, stop - begin)), reanchored: place === null };
}

/** Where the cursor's item stands now, if it has not moved further than a page. */
async function locate<R>(rows: Rows<R>, { offset, id }: Cursor): Promise<number | null> {
  const start = Math.max(0, offset - DRIFT);
  const around = await rows.slice(start, offset - start + DRIFT);
  const index = around.rows.findIndex((row) => rows.idOf(row) === id);
  return index < 0 ? null : start + index;
}

async function end<R>(rows: Rows<R>, size: number): Promise<number> {
  return Math.max(0, ((await rows.count()) ?? 0) - size);
}

async function stretch<R>(rows: Rows<R>, offset: number, size: number): Promise<Stretch<R>> {
  return { ...(await rows.slice(offset, size)), reanchored: false };
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;
