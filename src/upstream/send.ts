import type { Readable } from 'node:stream';
import type { Context } from '@opentelemetry/api';
import type { CallSignal } from './cancellation.js';

/** Who asks: the tenant and credential of one incoming request. Two callers never share an answer. */
export interface Caller {
  /** Keyed hash of tenant and credential: the part of every shared key that keeps callers apart. */
  readonly identity: string;
  /** The `Authorization` header that goes upstream. */
  readonly authorization: string;
}

/** A body that is passed on piece by piece, such as a file on its way from a client. It can be sent once. */
export interface Content {
  /** Its media type. */
  readonly type: string;
  /** Its bytes, of which there are exactly `length`. Read no faster than the REST API takes them. */
  readonly stream: Readable;
  readonly length: number;
  /** Milliseconds the whole call may take, in place of the usual. */
  readonly timeoutMs: number;
}

/** One request to the REST API. */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path with its placeholders, such as `/v2/devices/{id}`: names the kind of call in logs and metrics. */
  readonly route: string;
  /** Path and query below the API's base, placeholders filled. */
  readonly path: string;
  /** What is sent as JSON. */
  readonly body?: unknown;
  /** What is sent instead: such a call is never made twice. */
  readonly content?: Content | undefined;
  readonly caller: Caller;
  /** Keyed hash of who asks, where several share what the caller has; that of the caller when left out. */
  readonly client?: string | undefined;
  /** Aborts the call when nobody waits for it any more. */
  readonly signal?: CallSignal | undefined;
  /** When the last of those who wait will stop waiting, on the clock of performance.now(). Asked anew: others may have joined. */
  readonly deadline?: (() => number) | undefined;
  /** The id of the client's request that asks, so that the REST API's log can be held against ours. */
  readonly requestId?: string | undefined;
  /** The span it hangs from, where traces are made. */
  readonly parent?: Context | undefined;
  /** Sent along as the header of that name. */
  readonly traceparent?: string | undefined;
  /** The operation that asks, by identity: operations take turns where calls have to queue. */
  readonly operation?: object;
  /** Whether somebody waits to see this, as when left out, or it is one piece of many. */
  readonly priority?: 'interactive' | 'bulk' | undefined;
  /** Asks for an answer that is not from the cache; the answer is kept all the same. */
  readonly fresh?: boolean | undefined;
  /** Rather waits than takes what is stale, since nobody is kept waiting: what asks again and again. */
  readonly patient?: boolean | undefined;
  /** Whether what is older can stand in that is kept under another name: nobody waits long for its turn then. */
  readonly hasSpare?: boolean | undefined;
  /** Asks for what is kept, though it is stale, since the REST API is failing: it is not asked again. */
  readonly rescue?: boolean | undefined;
  /** Whether it is one piece of more than anybody looks at. Its answer is kept only when it stays good for long. */
  readonly scan?: boolean | undefined;
  /** Throws UpstreamError for a body that is not of the kind asked for. */
  readonly check?: (body: unknown) => unknown;
  /** Which attempt at the same call this is; the first when left out. */
  readonly attempt?: number;
  /** The response paths that asked, filled in when the operation is explained. */
  readonly askedBy?: ReadonlySet<string>;
}

/** The call as errors and logs name it: nothing of whom or what it is about. */
export const callOf = ({ method, route }: Pick<UpstreamRequest, 'method' | 'route'>): string => `${method} ${route}`;

/** When whoever waits for a call stops waiting; Infinity when nobody ever does. */
export const deadlineOf = ({ deadline }: Pick<UpstreamRequest, 'deadline'>): number => deadline?.() ?? Infinity;

/** What came back: the parsed body, and how it was come by. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Who answered: the network, a cache, or a call somebody else had under way. */
  readonly source: 'network' | 'cache' | 'coalesced';
  /** How many times the network was asked; 0 when it was not. */
  readonly attempts: number;
  /** Milliseconds spent waiting on purpose: in queues and between attempts. */
  readonly waitedMs: number;
  /** Milliseconds since the REST API said so; left out when it has just done so. */
  readonly ageMs?: number | undefined;
  /** Milliseconds for which the answer may be used again; left out when nobody knows. */
  readonly freshForMs?: number | undefined;
}

/**
 * Carries out a request. What it gives is rejected with UpstreamError, and nothing else; nothing is thrown at once, since layers
 * hang on to what it gives and have begun something by then.
 */
export type Send = (request: UpstreamRequest) => Promise<Answer>;

/** Wraps a Send to add one behaviour. Layers do not know of each other. */
export type Layer = (next: Send) => Send;

/** The first layer named is the outermost: it sees the request first and the answer last. */
export const compose =
  (...layers: Layer[]): Layer =>
  (send) =>
    layers.reduceRight((next, layer) => layer(next), send);
