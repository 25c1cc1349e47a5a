import { performance } from 'node:perf_hooks';
import { UpstreamError } from '../errors.js';
import type { Answer, Layer } from '../send.js';

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
  (request) => {
    const began = performance.now();
    const tell = (status: number | null, { source, attempts, waitedMs, freshForMs }: Answer | UpstreamError) => {
      const { method, route, path, askedBy = nobody } = request;
      const ms = performance.now() - began;
      seen({ method, route, path, askedBy, status, began, ms, source, attempts, waitedMs, freshForMs });
    };
    return next(request).then(
      (answer) => {
        tell(answer.status, answer);
        return answer;
      },
      (error: unknown) => {
        if (error instanceof UpstreamError) tell(error.detail.status ?? null, error);
        throw error;
      },
    );
  };

const nobody: ReadonlySet<string> = new Set();
