import { PAGE_SIZE } from '../../upstream/lists/paged.js';
import type { Rows, Slice } from '../../upstream/lists/rows.js';
import { pagesOf } from '../../upstream/planning/costs.js';
import { badUserInput } from '../errors.js';
import { decodeCursor, fingerprint, type Cursor } from './cursor.js';
import { findSeam } from './seam.js';

/** The arguments every connection takes. */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A stretch of a list as a client asked for it. */
export interface Stretch<R> extends Slice<R> {
  /**
   * True when the cursor's item has left the list or its place in it: the stretch begins at its neighbours or where it stood. And
   * when the list moved again and again while it was read.
   */
  readonly reanchored: boolean;
  /** All that was read around the stretch: its first and last rows have their neighbours in it. */
  readonly read: Slice<R>;
}

const MOST = 1000;
const DEFAULT = 20;
/** How far around its old place an item is looked for when the list has moved. */
const DRIFT = 250;

/** Rows that a connection is asked for. */
export const sizeOf = ({ first, last }: PageArgs): number => Math.min(Math.max(0, first ?? last ?? DEFAULT), MOST);

/** Whether a stretch begins or ends at a cursor. */
export const hasCursor = ({ after, before }: PageArgs): boolean => after != null || before != null;

/** Calls that `readStretch` takes at most, of pages that each go on by so many rows: queries are priced by this. */
export function stretchCalls(args: PageArgs, page = PAGE_SIZE): number {
  const pages = Math.max(1, pagesOf(sizeOf(args), page));
  // `locate` looks on both sides of the cursor, and `cut` reads where its row is now.
  if (hasCursor(args)) return pages + 2 * pagesOf(DRIFT, page) + pages;
  return args.last == null ? pages : 1 + pages; // `ending` counts first
}

/** Reads the stretch the arguments ask for. Throws BAD_USER_INPUT, before any call, for arguments that make no sense. */
export function readStretch<R>(rows: Rows<R>, args: PageArgs): () => Promise<Stretch<R>> {
  const { first, last, after, before } = args;
  mustFit('first', first);
  mustFit('last', last);
  if (first != null && last != null) throw badUserInput('"first" and "last" cannot go together: ask from one end.');
  if (after != null && before != null)
    throw badUserInput('"after" and "before" cannot go together: page in one direction.');
  if (before != null && first != null) throw badUserInput('"before" goes with "last", "after" with "first".');
  if (after != null && last != null) throw badUserInput('"after" goes with "first", "before" with "last".');
  if (before != null) {
    const cursor = decodeCursor(before, fingerprint(rows.key), 'before');
    return () => backwardFrom(rows, last ?? DEFAULT, cursor);
  }
  if (last != null) return () => ending(rows, last);
  if (after == null) return () => stretch(rows, 0, first ?? DEFAULT);
  const cursor = decodeCursor(after, fingerprint(rows.key), 'after');
  return () => forwardFrom(rows, first ?? DEFAULT, cursor);
}

function mustFit(name: string, size: number | null | undefined): void {
  if (size != null && (size < 0 || size > MOST))
    throw badUserInput(`"${name}" is ${size}: it must be from 0 to ${MOST}.`);
}

/** Overlaps by the cursor's own row: if it is still there, what follows is what comes next. */
async function forwardFrom<R>(rows: Rows<R>, size: number, cursor: Cursor, fresh = false): Promise<Stretch<R>> {
  const found = fresh || !rows.follow ? null : await rows.follow(cursor, size);
  if (found) return { ...found, reanchored: false, read: found };
  const read = await rows.slice(cursor.offset, size + 1, fresh);
  const [row, ...next] = read.rows;
  if (row !== undefined && rows.idOf(row) === cursor.id) {
    return { ...read, rows: next, offset: cursor.offset + 1, reanchored: read.moved ?? false, read };
  }
  // Rows kept from another moment than those the client has seen: how the list has moved is found out on what it is now.
  if (read.ageMs && !fresh) return forwardFrom(rows, size, cursor, true);
  const { at, kept, around } = await locate(rows, cursor, row, 'forward');
  return { ...without(await cut(rows, around, at, size), (one) => rows.idOf(one) === cursor.id), reanchored: !kept };
}

async function backwardFrom<R>(rows: Rows<R>, size: number, cursor: Cursor, fresh = false): Promise<Stretch<R>> {
  const start = Math.max(0, cursor.offset - size);
  const read = await rows.slice(start, cursor.offset - start + 1, fresh);
  const row = read.rows[cursor.offset - start];
  if (row !== undefined && rows.idOf(row) === cursor.id) {
    return { ...read, rows: read.rows.slice(0, cursor.offset - start), reanchored: read.moved ?? false, read };
  }
  if (read.ageMs && !fresh) return backwardFrom(rows, size, cursor, true);
  const { at, kept, around } = await locate(rows, cursor, row, 'backward');
  const begin = Math.max(0, at - size);
  const found = await cut(rows, around, begin, at - begin);
  return { ...without(found, (one) => rows.idOf(one) === cursor.id), reanchored: !kept };
}

/** Where the cursor's item stands now, if the list has not moved further than a page. `row` stands in its old place. */
async function locate<R>(rows: Rows<R>, cursor: Cursor, row: R | undefined, direction: 'forward' | 'backward') {
  const start = Math.max(0, cursor.offset - DRIFT);
  const [before, after] = await Promise.all([
    rows.slice(start, cursor.offset - start, true),
    row === undefined ? null : rows.slice(cursor.offset + 1, DRIFT, true),
  ]);
  const near = [...before.rows, ...(row === undefined ? [] : [row]), ...(after?.rows ?? [])];
  const around: Slice<R> = { rows: near, offset: start, total: after?.total ?? before.total };
  const seam = findSeam(near.map(rows.idOf), cursor, direction);
  return { at: seam ? start + seam.at : cursor.offset, kept: seam?.kept ?? false, around };
}

/** A stretch out of rows that are here already, or read when it reaches beyond them. */
async function cut<R>(rows: Rows<R>, around: Slice<R>, offset: number, size: number): Promise<Stretch<R>> {
  const from = offset - around.offset;
  const end = around.offset + around.rows.length;
  if (from < 0 || (offset + size > end && end !== around.total)) return stretch(rows, offset, size, true);
  return { ...around, rows: around.rows.slice(from, from + size), offset, reanchored: false, read: around };
}

/** The stretch without the cursor's own row, which the client has: it comes again when it has moved on its own. */
function without<R>(found: Stretch<R>, isIt: (row: R) => boolean): Stretch<R> {
  if (!found.rows.some(isIt)) return found;
  const rows = found.rows.filter((row) => !isIt(row));
  return { ...found, rows, read: { ...found, rows } };
}

/** The last rows. A count that is remembered may be of another moment than they are: they tell how long the list is now. */
async function ending<R>(rows: Rows<R>, size: number): Promise<Stretch<R>> {
  await Promise.resolve(); // whoever wants all of the list has asked for it by then
  const known = rows.length?.();
  const count = known === undefined || rows.coming?.(known) ? await rows.count() : known;
  const start = Math.max(0, (count ?? 0) - size);
  const found = await stretch(rows, start, size);
  if (size === 0) return found;
  const isToldElsewhere = count !== null && !rows.length;
  const total = found.total ?? (isToldElsewhere ? await endNear(rows, start, size) : null);
  if (total === null)
    throw badUserInput('The REST API does not tell where this list ends: ask with "first", not with "last".');
  return total === count ? found : stretch(rows, Math.max(0, total - size), size, true);
}

/** Where a list without a count of its own ends, which has moved since it was counted elsewhere; null where that is too far off. */
async function endNear<R>(rows: Rows<R>, start: number, size: number): Promise<number | null> {
  return (await rows.slice(Math.max(0, start - DRIFT), size + 2 * DRIFT, true)).total;
}

// Written out, and with no more promises than it takes: a large answer has hundreds of them.
function stretch<R>(rows: Rows<R>, offset: number, size: number, fresh = false): Promise<Stretch<R>> {
  return rows.slice(offset, size, fresh).then((read) => {
    return {
      rows: read.rows,
      offset: read.offset,
      total: read.total,
      ageMs: read.ageMs,
      reanchored: read.moved ?? false,
      read,
    };
  });
}
