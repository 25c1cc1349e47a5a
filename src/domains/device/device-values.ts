import { withoutNulls } from '../../graphql/records/without-nulls.js';

/** A number, or text that is one; null for anything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A place from coordinates that come as numbers or as text; null when there is no whole pair of them. */
export function locationOf(latitude: unknown, longitude: unknown, altitude: unknown, accuracy: unknown = null) {
  const [north, east] = [numberOf(latitude), numberOf(longitude)];
  if (north === null || east === null) return null;
  return { latitude: north, longitude: east, altitude: numberOf(altitude), accuracy: numberOf(accuracy) };
}

/** A list without the nulls in it. What is no list stays what it is, so that it is told as what does not fit. */
export const filled = <T>(list: T[] | null | undefined): T[] | null | undefined =>
  Array.isArray(list) ? withoutNulls(list) : list;
