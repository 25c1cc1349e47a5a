import { LRUCache } from 'lru-cache';
import type { CacheCounts } from '../cache/counts.js';
import { lifeOf, type Freshness, type FreshnessOf } from '../cache/freshness.js';
import { LONGEST_LIFE_MS, type Entry, type Store } from '../cache/store.js';
import { callerTag, keyOf, tagsOf, type NamedRead } from '../cache/names.js';
import { fillTags } from '../cache/tags.js';
import { systemClock, type Clock } from '../clock.js';
import { isPassing, UpstreamError } from '../errors.js';
import { deadlineOf, type Answer, type Layer, type UpstreamRequest } from '../send.js';

export interface CacheOptions {
  readonly store: Store;
  readonly freshnessOf: FreshnessOf;
  readonly counts: CacheCounts;
  /** Told of every answer of the REST API that others may rely on: that something is there, is not, or may not be seen. */
  readonly told?: (read: NamedRead) => void;
  /** Told when everything is forgotten that was kept for a caller, whose key was withdrawn. */
  readonly onWithdrawn?: () => void;
  /** Milliseconds a read may wait for its turn, or to be repeated, where something older can stand in; as long as any when left out. */
  readonly patienceMs?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** The time of the requests' deadlines. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** A read, with what the cache has to know of it. */
interface Read {
  readonly request: UpstreamRequest;
  readonly policy: Freshness;
  readonly key: string;
  readonly tags: readonly string[];
}

/** How long an answer has to stay fresh to be kept of a scan: by the time it comes by again, another one is of no use. */
const KEPT_OF_SCANS_MS = 30_000;
/** Milliseconds that what is asked for on nobody's behalf may wait for its turn. */
const REFRESH_MS = 20_000;

/**
 * Answers reads of one caller from what was answered to that caller before, for as long as `freshnessOf` says; a write makes
 * everybody forget what it may have changed. Errors are not kept, but for the news that there is no such thing.
 */
export const cache =
  ({
    store,
    freshnessOf,
    counts,
    told,
    onWithdrawn,
    patienceMs = Infinity,
    now = Date.now,
    clock = systemClock,
  }: CacheOptions): Layer =>
  (next) => {
    const refreshing = new Set<string>();
    /** Callers who may have something kept, by this process or by another replica. */
    const known = new LRUCache<string, true>({ max: 10_000 });

    const forget = async (tags: readonly string[]) => {
      counts.invalidated++;
      await store.invalidate(tags);
    };

    const ask = async ({ request, policy, key }: Read): Promise<Answer> => {
      const isKept = !request.scan || policy.ttlMs >= KEPT_OF_SCANS_MS;
      const write = isKept ? await store.writer() : undefined;
      const keep = (status: number, body: unknown, freshMs: number, lifeMs: number) => {
        if (!write) return;
        known.set(request.caller.identity, true);
        void write(key, { status, body, at: now(), freshMs, lifeMs: Math.min(lifeMs, LONGEST_LIFE_MS) });
      };
      try {
        const answer = await next(request);
        told?.(request);
        keep(answer.status, answer.body, policy.ttlMs, lifeOf(policy));
        return { ...answer, freshForMs: policy.ttlMs };
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        if (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN') told?.(request);
        if (error.code === 'NOT_FOUND') {
          keep(404, null, policy.negativeMs, policy.negativeMs);
          error.freshForMs = policy.negativeMs;
        } else if (error.code === 'FORBIDDEN') {
          await store.delete(key);
        } else if (error.code === 'UNAUTHENTICATED' && known.has(request.caller.identity)) {
          // The key was withdrawn. Strangers are not worth it: anybody can be one, as often as they like.
          known.delete(request.caller.identity);
          await forget([callerTag(request.caller)]);
          onWithdrawn?.();
        }
        throw error;
      }
    };

    /** Asks for the next answer on nobody's behalf: whoever leaves does not stop it, and nobody hears of its failure. */
    const refresh = (read: Read) => {
      if (refreshing.has(read.key)) return;
      refreshing.add(read.key);
      const { method, route, path, caller, client, check } = read.request;
      const until = clock.now() + REFRESH_MS;
      const request = {
        method,
        route,
        path,
        caller,
        client,
        priority: 'bulk',
        deadline: () => until,
        ...(check && { check }),
      } as const;
      ask({ ...read, request })
        .catch(() => counts.refreshFailed++)
        .finally(() => refreshing.delete(read.key));
    };

    /** The same, for whoever has something older: that is better than a long wait. */
    const hurried = (request: UpstreamRequest): UpstreamRequest => {
      const until = clock.now() + patienceMs;
      return { ...request, deadline: () => Math.min(until, deadlineOf(request)) };
    };

    const read = async (asked: Read): Promise<Answer> => {
      const { request, policy, key, tags } = asked;
      const found = request.fresh ? undefined : await store.get(key, tags);
      if (found && !known.get(request.caller.identity)) known.set(request.caller.identity, true);
      const age = found ? Math.max(0, now() - found.at) : 0;
      if (found && age < found.freshMs) {
        counts.fresh++;
        return served(found, request, age);
      }
      const spare = found?.status === 404 ? undefined : found;
      const isSpare = spare && age < spare.freshMs + policy.staleIfErrorMs;
      if (isSpare && request.rescue) {
        counts.rescued++;
        return served(spare, request, age);
      }
      if (spare && !request.patient && age < spare.freshMs + policy.staleMs) {
        counts.stale++;
        refresh(asked);
        return served(spare, request, age);
      }
      counts[request.fresh ? 'bypassed' : 'missed']++;
      try {
        const isHurried = (isSpare || request.hasSpare) && !request.patient;
        return await ask(isHurried ? { ...asked, request: hurried(request) } : asked);
      } catch (error) {
        if (!isSpare || !isPassing(error)) throw error;
        counts.rescued++;
        return { ...served(spare, request, age), waitedMs: error.waitedMs };
      }
    };

    const write = async (request: UpstreamRequest, { changes }: Freshness): Promise<Answer> => {
      const changed = fillTags(changes, request.route, request.path);
      try {
        const answer = await next(request);
        await forget(changed);
        return answer;
      } catch (error) {
        // Unless it was refused, nobody knows whether it was done.
        const status = error instanceof UpstreamError ? (error.detail.status ?? 0) : 0;
        if (status < 400 || status >= 500) await forget(changed);
        throw error;
      }
    };

    return async (request) => {
      const policy = freshnessOf(request.route);
      if (request.method !== 'GET') return write(request, policy);
      if (lifeOf(policy) <= 0) {
        counts.bypassed++;
        return { ...(await next(request)), freshForMs: 0 };
      }
      return read({ request, policy, key: keyOf(request), tags: tagsOf(request, policy) });
    };
  };

/** What is kept, as an answer. Throws NOT_FOUND for what is kept as missing. */
function served({ status, body, freshMs }: Entry, { method, route }: UpstreamRequest, ageMs: number): Answer {
  const freshForMs = Math.max(0, freshMs - ageMs);
  if (status !== 404) return { status, body, source: 'cache', attempts: 0, waitedMs: 0, ageMs, freshForMs };
  const missing = new UpstreamError('NOT_FOUND', { call: `${method} ${route}`, status });
  throw Object.assign(missing, { source: 'cache', attempts: 0, freshForMs } as const);
}
