import { tagOf, type Cursor } from './cursor.js';

export interface Seam {
  /** Index of the first row behind the seam. */
  readonly at: number;
  /** Whether the cursor's own row still marks it. */
  readonly kept: boolean;
}

/**
 * Where, among these ids of a list that has moved, a walk from the cursor goes on: behind its row, or in front of it when
 * walking back. Null when neither the row nor one of its neighbours is here.
 *
 * The row is believed while it keeps company: a row that was renamed, or that was just heard of in a list ordered by that,
 * has moved on its own, and to follow it would skip or repeat whatever it has passed. The rows it left show the seam then.
 */
export function findSeam(ids: readonly string[], cursor: Cursor, direction: 'forward' | 'backward'): Seam | null {
  const row = ids.indexOf(cursor.id);
  const tags = ids.map(tagOf);
  const placesOf = (near: readonly string[]) => near.map((tag) => tags.indexOf(tag)).filter((place) => place >= 0);
  const [before, after] = [placesOf(cursor.before), placesOf(cursor.after)];
  const [behind, ahead] = [before[0] ?? Infinity, after[0] ?? -Infinity];
  const alone = before.length + after.length === 0;
  const between = behind < row && row < ahead;
  const keepsCompany = alone || between || before.includes(row - 1) || after.includes(row + 1);
  if (row >= 0 && keepsCompany) return { at: direction === 'forward' ? row + 1 : row, kept: true };
  if (alone) return null;
  return { at: before.length > 0 ? behind + 1 : ahead, kept: false };
}
