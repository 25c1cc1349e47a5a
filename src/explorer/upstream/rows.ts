import type { UpstreamCall } from '../answer.js';

/** Calls to the same endpoint for the same field. */
export interface CallGroup {
  readonly key: string;
  readonly method: string;
  /** The path of the only call, or what the paths have in common. */
  readonly path: string;
  readonly calls: readonly UpstreamCall[];
}

/** From how many calls on they are told as one. */
const ALIKE = 3;
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Ids cut to their beginning, and that of the enterprise, which is always the same, left out: whole ones would hide what was asked. */
export const shortPath = (path: string): string =>
  path.replace(/(?<=\/enterprise\/)[\w-]+/, '…').replace(ID, (id) => `${id.slice(0, 4)}…`);

/** The path with a placeholder for each id and number: the same for calls that differ in what they are about only. */
export const pathShape = (path: string): string => path.replace(ID, '{id}').replace(/\b\d+\b/g, '{n}');

/** Calls in the order they began, with those that are alike put together where the first of them stands. */
export function groupCalls(calls: readonly UpstreamCall[]): readonly CallGroup[] {
  const groups = new Map<string, UpstreamCall[]>();
  for (const call of calls.toSorted((a, b) => beginOf(a) - beginOf(b))) {
    const key = `${call.method} ${pathShape(call.path)} ${call.fields?.[0] ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  return [...groups].flatMap(([key, alike]) => {
    const whole = { method: alike[0]?.method ?? '', path: commonPath(alike) };
    if (alike.length >= ALIKE) return [{ key, ...whole, calls: alike }];
    return alike.map((call, n) => ({
      key: `${key} ${n}`,
      method: call.method,
      path: shortPath(call.path),
      calls: [call],
    }));
  });
}

/** Ids that all calls share stay, the others become a placeholder. */
function commonPath(calls: readonly UpstreamCall[]): string {
  const [first, ...rest] = calls.map(({ path }) => shortPath(path).split(/(?<=[/=&,?])/));
  if (!first) return '';
  return first
    .map((part, n) => (rest.every((other) => other[n] === part) ? part : `*${/[/=&,?]$/.exec(part)?.[0] ?? ''}`))
    .join('');
}

export const beginOf = ({ startedMs }: UpstreamCall): number => startedMs ?? 0;

/** When the last of the calls had ended. */
export const endOf = (calls: readonly UpstreamCall[]): number =>
  calls.reduce((last, call) => Math.max(last, beginOf(call) + call.ms), 0);

/** Round numbers to mark a time axis with: some three of them, the last one within the span. */
export function ticks(spanMs: number): readonly number[] {
  const rough = Math.max(1, spanMs / 3);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  return Array.from({ length: Math.floor(spanMs / step) + 1 }, (_, n) => n * step);
}

/** The end of a response path without what pages add: `devices.apps` says more in a narrow column than its beginning. */
export function shortField(path: string): string {
  const names = path.replaceAll('[]', '').split('.');
  return names
    .filter((name) => !/^(nodes|edges|node)$/.test(name))
    .slice(-2)
    .join('.');
}
