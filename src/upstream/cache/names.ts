import type { Caller, UpstreamRequest } from '../send.js';
import type { Freshness } from './freshness.js';
import { fillTags } from './tags.js';

/** A read as the cache tells it from others. */
export type NamedRead = Pick<UpstreamRequest, 'caller' | 'route' | 'path'>;

/** The key under which an answer is kept: no two callers share one. */
export const keyOf = ({ caller, path }: NamedRead): string => `${caller.identity} ${path}`;

/** The tag of everything that is kept for a caller. */
export const callerTag = ({ identity }: Caller): string => `caller:${identity}`;

/** The tags of an answer: whose it is, and what it tells of. */
export const tagsOf = ({ caller, route, path }: NamedRead, { tags }: Freshness): string[] => [
  callerTag(caller),
  ...fillTags(tags, route, path),
];
