import type { IncomingHttpHeaders } from 'node:http';
import { Pool } from 'undici';
import { abortedError } from './aborted.js';
import { decoded, ENCODINGS } from './decoded.js';
import { errorOf, requestIdIn } from './error-body.js';
import { UpstreamError } from './errors.js';
import type { Send } from './send.js';

export interface TransportOptions {
  /** Base of the REST API, such as `https://foo-api.esper.cloud/api`, without a slash at the end. */
  readonly baseUrl: string;
  /** Sockets kept open at most. */
  readonly connections: number;
  /** Bytes of one answer at most, when it is unpacked; a longer one is refused as malformed. */
  readonly maxBodyBytes: number;
  /** Milliseconds the other side may say nothing, before the answer's headers and between its pieces. */
  readonly silenceMs: number;
}

/** Milliseconds in which the REST API must say something to count as reached. */
const REACH_MS = 5000;

/** How many times as long as usual nothing may be said while, or after, a file is sent: it is looked through first. */
const LOOKING_THROUGH = 10;

/** HTTP to the REST API over kept-alive sockets. The key goes to the base's origin and nowhere else: no redirect is followed. */
export function transport({ baseUrl, connections, maxBodyBytes, silenceMs }: TransportOptions): {
  send: Send;
  reach(): Promise<boolean>;
  close(): Promise<void>;
} {
  const { origin, pathname } = new URL(baseUrl);
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connectTimeout: Math.min(10_000, silenceMs),
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
  });

  const send: Send = async ({ method, route, path, body, content, caller, signal, requestId, traceparent }) => {
    const call = `${method} ${route}`;
    const headers: Record<string, string> = {
      accept: 'application/json',
      'accept-encoding': ENCODINGS,
      authorization: caller.authorization,
      'user-agent': 'esper-graphql',
    };
    if (requestId !== undefined) headers['x-request-id'] = requestId;
    if (traceparent !== undefined) headers['traceparent'] = traceparent;
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (content) Object.assign(headers, { 'content-type': content.type, 'content-length': String(content.length) });

    const pieces: Buffer[] = [];
    const response = await pool
      .request({
        method,
        path: pathname.replace(/\/$/, '') + path,
        headers,
        body: content?.stream ?? (body === undefined ? null : JSON.stringify(body)),
        ...(content && { headersTimeout: silenceMs * LOOKING_THROUGH }),
        signal: signal ?? null,
      })
      .catch((cause: unknown) => {
        throw faultOfSocket(cause, call, signal);
      });
    const tooLong = () =>
      new UpstreamError('UPSTREAM_MALFORMED', { call, why: `It was longer than ${maxBodyBytes} bytes.` });
    try {
      if (Number(response.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLong();
      const body = decoded(response.body, response.headers['content-encoding']);
      let bytes = 0;
      for await (const chunk of body) {
        const piece = chunk as Buffer;
        bytes += piece.length;
        if (bytes > maxBodyBytes) throw tooLong();
        pieces.push(piece);
      }
    } catch (cause) {
      response.body.on('error', () => {}).destroy(); // nobody reads it to meet the error
      throw faultOfSocket(cause, call, signal);
    }

    const text = Buffer.concat(pieces).toString('utf8');
    const { statusCode: status } = response;
    if (status < 200 || status >= 300) {
      throw errorOf(call, status, response.headers, text, caller.authorization.replace(/^\w+ /, ''));
    }
    return {
      status,
      body: method === 'GET' || text !== '' ? parse(text, call, status, response.headers) : null,
      source: 'network',
      attempts: 1,
      waitedMs: 0,
    };
  };

  const reach = async () => {
    const path = `${pathname.replace(/\/$/, '')}/`;
    const signal = AbortSignal.timeout(REACH_MS);
    const answer = await pool.request({ method: 'HEAD', path, signal }).catch(() => null);
    await answer?.body.dump().catch(() => {});
    return answer !== null && answer.statusCode < 500;
  };

  return { send, reach, close: () => pool.destroy() };
}

function parse(text: string, call: string, status: number, headers: IncomingHttpHeaders): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UpstreamError('UPSTREAM_MALFORMED', { call, status, requestId: requestIdIn(headers), cause });
  }
}

function faultOfSocket(cause: unknown, call: string, signal: AbortSignal | undefined): UpstreamError {
  if (signal?.aborted) return abortedError(signal, call);
  if (cause instanceof UpstreamError) return cause;
  const code = String((cause as { code?: unknown } | null)?.code ?? '');
  if (cause instanceof TypeError || code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT')) {
    return new UpstreamError('UPSTREAM_MALFORMED', { call, cause });
  }
  return new UpstreamError(/TIMEOUT/.test(code) ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_UNAVAILABLE', { call, cause });
}
