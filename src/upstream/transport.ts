import { Pool } from 'undici';
import { errorOf } from './error-body.js';
import { UpstreamError } from './errors.js';
import type { Send } from './send.js';

export interface TransportOptions {
  /** Base of the REST API, such as `https://foo-api.esper.cloud/api`, without a slash at the end. */
  readonly baseUrl: string;
  /** Sockets kept open at most. */
  readonly connections: number;
  /** Bytes of one answer at most; a longer one is refused as malformed. */
  readonly maxBodyBytes: number;
}

/** HTTP to the REST API over kept-alive sockets. The key goes to the base's origin and nowhere else: no redirect is followed. */
export function transport({ baseUrl, connections, maxBodyBytes }: TransportOptions): {
  send: Send;
  close(): Promise<void>;
} {
  const { origin, pathname } = new URL(baseUrl);
  const pool = new Pool(origin, { connections, pipelining: 1, keepAliveTimeout: 30_000 });

  const send: Send = async ({ method, route, path, body, caller, signal }) => {
    const call = `${method} ${route}`;
    const headers: Record<string, string> = {
      accept: 'application/json',
      authorization: caller.authorization,
      'user-agent': 'esper-graphql',
    };
    if (body !== undefined) headers['content-type'] = 'application/json';

    let text = '';
    const response = await pool
      .request({
        method,
        path: pathname.replace(/\/$/, '') + path,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ?? null,
      })
      .catch((cause: unknown) => {
        throw faultOfSocket(cause, call, signal);
      });
    try {
      if (Number(response.headers['content-length'] ?? 0) > maxBodyBytes) throw new TypeError('body too long');
      response.body.setEncoding('utf8');
      for await (const chunk of response.body) {
        text += chunk;
        if (text.length > maxBodyBytes) throw new TypeError('body too long');
      }
    } catch (cause) {
      response.body.destroy();
      throw faultOfSocket(cause, call, signal);
    }

    const { statusCode: status } = response;
    if (status < 200 || status >= 300) {
      throw errorOf(call, status, response.headers, text, caller.authorization.replace(/^\w+ /, ''));
    }
    return {
      status,
      body: text === '' ? null : parse(text, call, status),
      source: 'network',
      attempts: 1,
      waitedMs: 0,
    };
  };

  return { send, close: () => pool.destroy() };
}

function parse(text: string, call: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UpstreamError('UPSTREAM_MALFORMED', { call, status, cause });
  }
}

function faultOfSocket(cause: unknown, call: string, signal: AbortSignal | undefined): UpstreamError {
  if (signal?.aborted) {
    return signal.reason instanceof UpstreamError ? signal.reason : new UpstreamError('CANCELLED', { call, cause });
  }
  if (cause instanceof TypeError) return new UpstreamError('UPSTREAM_MALFORMED', { call, cause });
  const code = String((cause as { code?: unknown } | null)?.code ?? '');
  return new UpstreamError(/TIMEOUT/.test(code) ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_UNAVAILABLE', { call, cause });
}
