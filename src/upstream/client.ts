import { coalesce } from './layers/coalesce.js';
import { retry } from './layers/retry.js';
import { timeout } from './layers/timeout.js';
import { compose, type Send } from './send.js';
import { transport } from './transport.js';

export interface ClientOptions {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly connections: number;
  readonly maxBodyBytes: number;
}

/** The one way to the REST API, shared by all operations: every layer once, outermost first. */
export function createClient(options: ClientOptions): { send: Send; close(): Promise<void> } {
  const { baseUrl, timeoutMs, attempts, connections, maxBodyBytes } = options;
  const { send, close } = transport({ baseUrl, connections, maxBodyBytes });
  const layers = compose(coalesce(), retry({ attempts, baseMs: 250, maxMs: 5000 }), timeout(timeoutMs));
  return { send: layers(send), close };
}
