/** One event of a stream: an answer, or the end. */
export interface StreamEvent {
  readonly event: string;
  // A test knows the shape of what it asked for.
  readonly data: any;
}

export interface EventStream {
  readonly status: number;
  readonly headers: Headers;
  /** The next event; null when the connection has ended. */
  next(): Promise<StreamEvent | null>;
  close(): void;
}

export interface StreamAsk {
  readonly variables?: Record<string, unknown>;
  readonly key?: string;
  readonly path?: string;
}

/** Subscribes as a client of Server-Sent Events does. */
export async function openStream(url: string, query: string, ask: StreamAsk = {}): Promise<EventStream> {
  const { path = '/graphql/stream', ...rest } = ask;
  return openBody(`${url}${path}`, { query, variables: rest.variables }, rest.key);
}

/** Subscribes by a POST of anything, of any type. */
export const openBody = (url: string, body: unknown, key = 'demo-admin', type = 'application/json') =>
  follow(url, { method: 'POST', headers: headersOf(key, type), body: JSON.stringify(body) });

/** Subscribes by a GET with these parameters: a name may come several times. */
export const openUrl = (url: string, params: Record<string, string> | [string, string][], key = 'demo-admin') =>
  follow(`${url}?${new URLSearchParams(params)}`, { headers: headersOf(key) });

const headersOf = (key: string, type?: string) => ({
  authorization: `Bearer ${key}`,
  accept: 'text/event-stream',
  ...(type && { 'content-type': type }),
});

async function follow(url: string, init: RequestInit): Promise<EventStream> {
  const controller = new AbortController();
  const response = await fetch(url, { ...init, signal: controller.signal });
  const events = eventsIn(response.body!);
  return {
    status: response.status,
    headers: response.headers,
    next: async () => (await events.next().catch(() => ({ value: null }))).value ?? null,
    close: () => controller.abort(),
  };
}

async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent, void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of body) {
    text += decoder.decode(piece, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const field = (name: string) =>
        lines
          .find((line) => line.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim();
      const event = field('event');
      if (event) yield { event, data: JSON.parse(field('data') || 'null') };
    }
  }
}
