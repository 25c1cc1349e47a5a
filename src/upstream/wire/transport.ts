import { Pool } from 'undici';
import { abortedError } from '../aborted.js';
import { UpstreamError } from '../errors.js';
import { bodyReader, type ReadBody } from '../json/read-body.js';
import type { IsSecret } from '../json/value.js';
import { callOf, type Answer, type Send, type UpstreamRequest } from '../send.js';
import { errorOf, statusIn } from './error-body.js';
import { Receiver, type Received } from './receiver.js';
import { requestIdIn } from './request-id.js';
import { ENCODINGS } from './unpack.js';

export interface TransportOptions {
  /** Base of the REST API, such as `https://foo-api.esper.cloud/api`, without a slash at the end. */
  readonly baseUrl: string;
  /** Sockets kept open at most. */
  readonly connections: number;
  /** Bytes of one answer at most, when it is unpacked; a longer one is refused as malformed. */
  readonly maxBodyBytes: number;
  /** Milliseconds the other side may say nothing, before the answer's headers and between its pieces. */
  readonly silenceMs: number;
  /** Whether what stands under a key of a record is a secret: no answer has any. */
  readonly isSecret: IsSecret;
}

/** Milliseconds in which the REST API must say something to count as reached. */
const REACH_MS = 5000;

/** How many times as long as usual nothing may be said while, or after, a file is sent: it is looked through first. */
const LOOKING_THROUGH = 10;

/** HTTP to the REST API over kept-alive sockets. The key goes to the base's origin and nowhere else: no redirect is followed. */
export function transport({ baseUrl, connections, maxBodyBytes, silenceMs, isSecret }: TransportOptions): {
  send: Send;
  reach(): Promise<string | null>;
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

  const readBody = bodyReader(isSecret);
  const base = pathname.replace(/\/$/, '');

  const send: Send = (request) =>
    new Promise((resolve, reject) => {
      const { method, path, body, content, signal } = request;
      const call = {
        method,
        path: base + path,
        headers: headersOf(request),
        body: content?.stream ?? (body === undefined ? null : JSON.stringify(body)),
        headersTimeout: content ? silenceMs * LOOKING_THROUGH : null,
      };
      const leave = () => receiver.giveUp(abortedError(signal!, callOf(request)));
      const failed = (cause: unknown) => {
        signal?.removeEventListener('abort', leave);
        content?.stream.on('error', () => {}).destroy(); // nobody reads it to meet the error
        reject(faultOf(cause, request, maxBodyBytes));
      };
      const received = (answer: Received) => {
        signal?.removeEventListener('abort', leave);
        try {
          resolve(answerOf(request, answer, readBody));
        } catch (error) {
          reject(error as UpstreamError);
        }
      };
      const receiver = new Receiver(maxBodyBytes, { received, failed });
      if (signal?.aborted) {
        leave();
        return;
      }
      signal?.addEventListener('abort', leave, { once: true });
      pool.dispatch(call, receiver);
    });

  const reach = async () => {
    const path = `${base}/`;
    const signal = AbortSignal.timeout(REACH_MS);
    try {
      const { statusCode, body } = await pool.request({ method: 'HEAD', path, signal });
      await body.dump().catch(() => {});
      return statusCode < 500 ? null : `status ${statusCode}`;
    } catch (error) {
      return signal.aborted ? `nothing was said for ${REACH_MS} ms` : codeOf(error) || 'the connection failed';
    }
  };

  return { send, reach, close: () => pool.destroy() };
}

function headersOf({ body, content, caller, requestId, traceparent }: UpstreamRequest): string[] {
  const headers = ['accept', 'application/json', 'accept-encoding', ENCODINGS, 'authorization', caller.authorization];
  headers.push('user-agent', 'esper-graphql');
  if (requestId !== undefined) headers.push('x-request-id', requestId);
  if (traceparent !== undefined) headers.push('traceparent', traceparent);
  if (content) headers.push('content-type', content.type, 'content-length', String(content.length));
  else if (body !== undefined) headers.push('content-type', 'application/json');
  return headers;
}

function answerOf(request: UpstreamRequest, { status, headers, body: bytes }: Received, readBody: ReadBody): Answer {
  const call = callOf(request);
  const refusal = (status: number) =>
    errorOf(call, status, headers, bytes.toString(), request.caller.authorization.replace(/^\w+ /, ''));
  if (status < 200 || status >= 300) throw refusal(status);
  const isEmpty = bytes.length === 0 && request.method !== 'GET';
  const body = isEmpty ? null : readBody(bytes, malformed(call, status, requestIdIn(headers)));
  const told = statusIn(body);
  if (told !== undefined) throw refusal(told);
  return { status, body, source: 'network', attempts: 1, waitedMs: 0 };
}

const malformed = (call: string, status: number, requestId: string | undefined) => (cause: unknown) =>
  new UpstreamError('UPSTREAM_MALFORMED', { call, status, requestId, cause });

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** Codes of names that nobody knows, of addresses where nobody listens, and of certificates that will not do. */
const unmet = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|E(HOST|NET)UNREACH|ERR_(SSL|TLS)_\w+)$|CERT|SIGNATURE/;

function faultOf(cause: unknown, request: UpstreamRequest, maxBodyBytes: number): UpstreamError {
  const call = callOf(request);
  if (request.signal?.aborted) return abortedError(request.signal, call);
  if (cause instanceof UpstreamError) return cause;
  if (cause instanceof RangeError) {
    return new UpstreamError('UPSTREAM_MALFORMED', { call, why: `It was longer than ${maxBodyBytes} bytes.` });
  }
  const code = codeOf(cause);
  if (cause instanceof TypeError || code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT')) {
    return new UpstreamError('UPSTREAM_MALFORMED', { call, cause });
  }
  if (/TIMEOUT/.test(code)) return new UpstreamError('UPSTREAM_TIMEOUT', { call, cause });
  // Whoever has mistyped the tenant, or trusts too few certificates.
  const why = unmet.test(code) ? `No connection came about: ${code}.` : undefined;
  return new UpstreamError('UPSTREAM_UNAVAILABLE', { call, cause, why });
}
