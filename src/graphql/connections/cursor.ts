import { createHash } from 'node:crypto';
import { badUserInput } from '../errors.js';

/** Where in which list an item stood when it was read. */
export interface Cursor {
  readonly offset: number;
  /** The item's id: tells whether the list has moved since. */
  readonly id: string;
  /** Tags of the items next to it on either side, nearest first: they tell where it was when it has gone itself. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** How many items on either side a cursor remembers. */
export const NEIGHBOURS = 2;

const hash = (text: string) => createHash('sha256').update(text).digest('base64url');

/** A short name for a list and its filters, so that a cursor of another list is told apart. */
export const fingerprint = (key: string): string => hash(key).slice(0, 8);

/** A short name for an item, so that cursors stay short. */
export const tagOf = (id: string): string => hash(id).slice(0, 6);

export function encodeCursor({ offset, id, before, after }: Cursor, list: string): string {
  return Buffer.from(`${list}:${offset}:${before.join('')}.${after.join('')}:${id}`).toString('base64url');
}

const tagsIn = (text = ''): string[] => text.match(/.{6}/g) ?? [];

/** Reads a cursor given as argument `name`. Throws BAD_USER_INPUT for a mangled one and for one of another list. */
export function decodeCursor(text: string, list: string, name: 'after' | 'before'): Cursor {
  const [, from, offset, before, after, id] =
    /^([\w-]{8}):(\d{1,15}):((?:[\w-]{6})*)\.((?:[\w-]{6})*):(.+)$/s.exec(Buffer.from(text, 'base64url').toString()) ??
    [];
  const cursor = { offset: Number(offset), id: id ?? '', before: tagsIn(before), after: tagsIn(after) };
  if (!from || encodeCursor(cursor, from) !== text) {
    throw badUserInput(`"${name}" is not a cursor: pass one that pageInfo or an edge gave out, unchanged.`);
  }
  if (from !== list) {
    throw badUserInput(
      `"${name}" is a cursor of another list: keep the field and its filter and order as they were, or begin without it.`,
    );
  }
  return cursor;
}
