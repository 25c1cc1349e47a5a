import { performance } from 'node:perf_hooks';
import type { Call } from './layers/observe.js';

/** What one operation cost upstream, as it stands in `extensions.upstream`. */
export interface UpstreamCost {
  /** Calls that went over the network, repeats not counted. */
  calls: number;
  /** Answers that came from the cache. */
  cached: number;
  /** Answers shared with an identical call that was under way. */
  coalesced: number;
  /** Repeats after a failure. */
  retried: number;
  /** Milliseconds spent waiting on purpose, in queues and between repeats, added up over all calls. */
  waitedMs: number;
  /** Milliseconds the operation took. */
  ms: number;
  /** What the operation was priced at before it was carried out, what it came to, and what is allowed; left out when it never was. */
  cost?: PricedCost;
  /** Each call, when the client asked for it. */
  requests?: ExplainedCall[];
}

/** Calls to the REST API, and rows in all lists of the answer. */
export interface PricedCost {
  estimated: { calls: number; rows: number };
  actual: { calls: number };
  limit: { calls: number; rows: number };
}

export interface ExplainedCall extends Pick<Call, 'method' | 'path' | 'status' | 'source'> {
  /** Milliseconds from the operation's beginning to the call's. */
  startedMs: number;
  ms: number;
  /** The response paths that asked, list places left out. */
  fields: string[];
}

/** Collects the calls of one operation. */
export class CallLog {
  readonly #began = performance.now();
  readonly #calls: Call[] = [];
  #isPassing = false;

  readonly add = (call: Call): void => {
    this.#calls.push(call);
  };

  cost(explained: boolean): UpstreamCost {
    const from = (source: Call['source']) => this.#calls.filter((call) => call.source === source);
    const sum = (of: (call: Call) => number) => this.#calls.reduce((total, call) => total + of(call), 0);
    return {
      calls: from('network').filter(({ attempts }) => attempts > 0).length,
      cached: from('cache').length,
      coalesced: from('coalesced').length,
      retried: sum(({ attempts }) => Math.max(0, attempts - 1)),
      waitedMs: Math.round(sum(({ waitedMs }) => waitedMs)),
      ms: Math.round(performance.now() - this.#began),
      ...(explained && { requests: this.#calls.map((call) => this.#explain(call)) }),
    };
  }

  /** How many calls may have changed something: writes that went out and were not refused. */
  changes(): number {
    const isRefused = (status: number | null) => status !== null && status >= 400 && status < 500;
    return this.#calls.filter(({ method, attempts, status }) => method !== 'GET' && attempts > 0 && !isRefused(status))
      .length;
  }

  /** To be called when the operation tells of something that no call is needed for, and that may be otherwise in a moment. */
  toldOfPassing(): void {
    this.#isPassing = true;
  }

  /** Milliseconds from now for which everything the operation learnt may be used again; null when it asked nothing, or nobody knows. */
  freshForMs(): number | null {
    if (this.#calls.length === 0 || this.#isPassing) return null;
    const now = performance.now();
    let least = Infinity;
    for (const { freshForMs, began, ms } of this.#calls) {
      if (freshForMs === undefined) return null;
      least = Math.min(least, freshForMs - (now - began - ms));
    }
    return Math.max(0, least);
  }

  #explain({ method, path, status, source, ms, began, askedBy }: Call): ExplainedCall {
    return {
      method,
      path,
      status,
      source,
      startedMs: Math.round(began - this.#began),
      ms: Math.round(ms),
      fields: [...askedBy],
    };
  }
}
