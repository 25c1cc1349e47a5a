import type { UpstreamCost } from '../../upstream/call-log.js';

type Counts = Omit<UpstreamCost, 'ms' | 'requests'>;

/** What an answer costs one who shares it: the calls were made for another, who was under way or had just been answered. */
export function sharedCost<C extends Counts>(cost: C, how: 'joined' | 'kept'): C {
  const { calls, cached, coalesced } = cost;
  const came = how === 'kept' ? { cached: calls + cached + coalesced, coalesced: 0 } : { coalesced: calls + coalesced };
  return { ...cost, calls: 0, retried: 0, waitedMs: 0, ...came };
}

/** The body of an answer for one who shares it: the same, but for what it cost. */
export function sharedBody(body: string, how: 'joined' | 'kept'): string {
  const answer = JSON.parse(body) as { extensions?: { upstream?: UpstreamCost } };
  const { extensions } = answer;
  if (!extensions?.upstream) return body;
  const upstream = { ...sharedCost(extensions.upstream, how), ...(how === 'kept' && { ms: 0 }) };
  return `${JSON.stringify({ ...answer, extensions: { ...extensions, upstream } })}\n`;
}
