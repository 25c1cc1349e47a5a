import { performance } from 'node:perf_hooks';
import { UpstreamError } from '../errors.js';
import type { Layer } from '../send.js';

/** One call an operation asked for, as it is shown in `extensions.upstream`. */
export interface Call {
  readonly method: string;
  readonly route: string;
  readonly path: string;
  /** The HTTP status; null when there was no answer at all. */
  readonly status: number | null;
  /** When it began, on the clock of performance.now(). */
  readonly began: number;
  readonly ms: number;
  readonly source: 'network' | 'cache' | 'coalesced';
  readonly attempts: number;
  readonly waitedMs: number;
  /** Milliseconds for which what was learnt may be used again; undefined when nobody knows. */
  readonly freshForMs: number | undefined;
  readonly askedBy: ReadonlySet<string>;
}

/** Tells `seen` of every call when it has ended, well or badly. */
export const observe =
  (seen: (call: Call) => void): Layer =>
  (next) =>
  async (request) => {
    const began = performance.now();
    const { method, route, path, askedBy = new Set() } = request;
    const told = (status: number | null, how: Pick<Call, 'source' | 'attempts' | 'waitedMs' | 'freshForMs'>) =>
      seen({ method, route, path, askedBy, status, began, ms: performance.now() - began, ...how });
    try {
      const answer = await next(request);
      const { status, source, attempts, waitedMs, freshForMs } = answer;
      told(status, { source, attempts, waitedMs, freshForMs });
      return answer;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      const { attempts, waitedMs, detail, source, freshForMs } = error;
      told(detail.status ?? null, { source, attempts, waitedMs, freshForMs });
      throw error;
    }
  };
