/** A call as the simulator met it. */
export interface Call {
  /** As the answer's `x-request-id` has it. */
  requestId: string;
  method: string;
  /** Without `/api`, with the query. */
  path: string;
  /** 0 until it is answered, and for good when it never was. */
  status: number;
  /** The key, when it is one that the simulator knows. */
  key: string | undefined;
  /** Milliseconds since 1970, with a fraction. */
  startedAt: number;
  ms: number;
  /** The caller went away before the end of the answer. */
  aborted: boolean;
  faulted: boolean;
}

/** An answered call in full. */
export interface Exchange {
  method: string;
  /** Without `/api` and without the query. */
  path: string;
  query: URLSearchParams;
  /** Of the request, in lower case. */
  headers: Record<string, string>;
  /** What was sent as JSON. */
  requestBody?: string;
  status: number;
  responseHeaders: Record<string, string>;
  body: string;
  faulted: boolean;
}

const MOST_CALLS = 200_000;

/** The calls in the order of their arrival. A simulator that runs for days forgets the oldest. */
export class Journal {
  readonly calls: Call[] = [];
  private opened = 0;

  open(method: string, path: string, key: string | undefined): Call {
    const startedAt = performance.timeOrigin + performance.now();
    const requestId = `simulated-${++this.opened}`;
    const call = { requestId, method, path, key, startedAt, status: 0, ms: 0, aborted: false, faulted: false };
    if (this.calls.length >= MOST_CALLS) this.calls.splice(0, MOST_CALLS / 2);
    this.calls.push(call);
    return call;
  }

  clear(): void {
    this.calls.length = 0;
  }
}
