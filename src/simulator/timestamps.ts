/** The instant at which the simulated tenant stands still, so that the same seed always sends the same bytes. */
export const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** The time of this machine, or, where its clock is behind the tenant's, the tenant's going on from `NOW`. */
export function tenantClock(): () => number {
  const ahead = Math.max(0, NOW - Date.now());
  return () => Date.now() + ahead;
}

/** The usual form: microseconds and `Z`. */
export function micros(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}${String(Math.abs(ms * 7) % 1000).padStart(3, '0')}Z`;
}

/** Esper: the same instant with a numeric offset, on some rows. */
export function offsetForm(ms: number): string {
  return `${micros(ms).slice(0, -1)}+00:00`;
}

/** Esper: minutes only, in events and sometimes in `last_seen`. */
export function minutesOnly(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16)}Z`;
}
