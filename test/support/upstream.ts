import { Readable } from 'node:stream';
import { abortedError } from '../../src/upstream/aborted.js';
import { UpstreamError, type UpstreamErrorCode, type UpstreamErrorDetail } from '../../src/upstream/errors.js';
import type { Answer, Content, Send, UpstreamRequest } from '../../src/upstream/send.js';

/** A request as an operation would send it; `changes` say what is special about it. */
export function request(changes: Partial<UpstreamRequest> = {}): UpstreamRequest {
  return {
    method: 'GET',
    route: '/things/{id}',
    path: '/things/1',
    caller: { identity: 'a', authorization: 'Bearer a' },
    ...changes,
  };
}

export const answered: Answer = { status: 200, body: null, source: 'network', attempts: 1, waitedMs: 0 };

/** A file to send, of so many bytes. */
export const content = (bytes = 4, timeoutMs = 60_000): Content => ({
  type: 'application/x-file',
  length: bytes,
  stream: Readable.from([Buffer.alloc(bytes)], { objectMode: false }),
  timeoutMs,
});

export function failure(code: UpstreamErrorCode, detail: Partial<UpstreamErrorDetail> = {}): UpstreamError {
  return new UpstreamError(code, { call: 'GET /things/{id}', ...detail });
}

/** What a promise was rejected with, or undefined. */
export const rejection = (promise: Promise<unknown>): Promise<UpstreamError> =>
  promise.then(
    () => {
      throw new Error('This was to fail, and did not.');
    },
    (error: UpstreamError) => error,
  );

interface Open {
  request: UpstreamRequest;
  answer(): void;
  fail(error: UpstreamError): void;
}

/** A REST API whose calls stay open until the test ends them. */
export function heldUpstream() {
  /** Paths in order of arrival. */
  const arrived: string[] = [];
  const open: Open[] = [];
  const send: Send = (request) =>
    new Promise((resolve, reject) => {
      arrived.push(request.path);
      const entry: Open = {
        request,
        answer: () => done(() => resolve(answered)),
        fail: (error) => done(() => reject(error)),
      };
      const done = (end: () => void) => {
        open.splice(open.indexOf(entry), 1);
        end();
      };
      request.signal?.addEventListener('abort', () => entry.fail(abortedError(request.signal!, 'GET /things/{id}')));
      open.push(entry);
    });
  return { send, arrived, open };
}
