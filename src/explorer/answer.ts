/** One call to Esper, as the gateway tells it when asked to explain. */
export interface UpstreamCall {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  /** Milliseconds from the operation's beginning to the call's. */
  readonly startedMs?: number;
  readonly ms: number;
  readonly source: string;
  readonly fields?: readonly string[];
}

/** What an operation was estimated to cost before it was carried out, what it came to, and what is allowed. */
export interface Price {
  readonly estimated: { readonly calls: number; readonly rows: number };
  readonly actual: { readonly calls: number };
  readonly limit: { readonly calls: number; readonly rows: number };
}

/** What an answer cost upstream: `extensions.upstream`. */
export interface UpstreamCost {
  readonly calls: number;
  readonly cached?: number;
  readonly coalesced?: number;
  readonly retried?: number;
  readonly waitedMs?: number;
  readonly ms?: number;
  readonly requests?: readonly UpstreamCall[];
  readonly cost?: Price;
}

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: { readonly upstream?: UpstreamCost };
}

/** Reads the text shown in the response editor; null when it is empty or no JSON object. */
export function readAnswer(text: string | null | undefined): Answer | null {
  if (!text) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

export function isUnauthenticated(answer: Answer | null): boolean {
  return Array.isArray(answer?.errors) && answer.errors.some((error) => error.extensions?.code === 'UNAUTHENTICATED');
}

/** "35 upstream calls", "3 coalesced", "412 ms": only what is worth saying. */
export function costInWords(cost: UpstreamCost): readonly string[] {
  const words = [`${cost.calls} upstream ${cost.calls === 1 ? 'call' : 'calls'}`];
  for (const what of ['cached', 'coalesced', 'retried'] as const) if (cost[what]) words.push(`${cost[what]} ${what}`);
  if (cost.waitedMs) words.push(`waited ${milliseconds(cost.waitedMs)}`);
  if (cost.ms !== undefined) words.push(milliseconds(cost.ms));
  return words;
}

export function milliseconds(ms: number): string {
  return ms < 10 ? `${Math.round(ms * 10) / 10} ms` : `${Math.round(ms)} ms`;
}
