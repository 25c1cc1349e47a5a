import { createHash } from 'node:crypto';
import { badUserInput } from './errors.js';

/** Where in which list an item stood when it was read. */
export interface Cursor {
  readonly offset: number;
  /** The item's id: tells whether the list has moved since. */
  readonly id: string;
}

/** A short name for a list and its filters, so that a cursor of another list is told apart. */
export const fingerprint = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 8);

export function encodeCursor({ offset, id }: Cursor, list: string): string {
  return Buffer.from(`${list}:${offset}:${id}`).toString('base64url');
}

/** Reads a cursor given as argument `name`. Throws BAD_USER_INPUT for a mangled one and for one of another list. */
export function decodeCursor(text: string, list: string, name: 'after' | 'before'): Cursor {
  const [, from, offset, id] = /^([\w-]{8}):(\d{1,15}):(.+)$/s.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (!from || !offset || !id || encodeCursor({ offset: Number(offset), id }, from) !== text) {
    throw badUserInput(`"${name}" is not a cursor: pass one that pageInfo or an edge gave out, unchanged.`);
  }
  if (from !== list) {
    throw badUserInput(
      `"${name}" is a cursor of another list: keep the field and its filter and order as they were, or begin without it.`,
    );
  }
  return { offset: Number(offset), id };
}
