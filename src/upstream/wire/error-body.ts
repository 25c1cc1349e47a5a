import { STATUS_CODES, type IncomingHttpHeaders } from 'node:http';
import { UpstreamError, type FieldFault, type UpstreamErrorCode, type UpstreamErrorDetail } from '../errors.js';
import { requestIdIn } from './request-id.js';

const codeOfStatus: Readonly<Record<number, UpstreamErrorCode>> = {
  400: 'BAD_USER_INPUT',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  408: 'UPSTREAM_TIMEOUT',
  409: 'CONFLICT',
  410: 'NOT_FOUND',
  413: 'BAD_USER_INPUT',
  414: 'BAD_USER_INPUT',
  415: 'BAD_USER_INPUT',
  422: 'BAD_USER_INPUT',
  429: 'RATE_LIMITED',
  431: 'BAD_USER_INPUT', // the path is counted among the headers by some
  504: 'UPSTREAM_TIMEOUT',
};

const redirects = new Set([301, 302, 303, 307, 308]);

/** Keys of which an answer consists that tells of a failure and of nothing else. */
const failureKeys = new Set(['code', 'status', 'message', 'error', 'errors', 'detail', 'content', 'meta']);

/**
 * The status that a body tells of, though it came with a 2xx; undefined for all others. Esper: the vendor's own tool took such errors
 * for pages. A record may have a key called `status` too, and has others beside it.
 */
export function statusIn(body: unknown): number | undefined {
  const { code, status } = (body ?? {}) as { code?: unknown; status?: unknown };
  const told = [code, status].find((one) => typeof one === 'number' && one >= 400 && one < 600);
  return told !== undefined && Object.keys(body as object).every((key) => failureKeys.has(key))
    ? Number(told)
    : undefined;
}

/** The error an answer other than 2xx stands for. `text` is the raw body; `secret` is blotted out of whatever is quoted. */
export function errorOf(
  call: string,
  status: number,
  headers: IncomingHttpHeaders,
  text: string,
  secret: string | null,
): UpstreamError {
  const blotted = (said: string) => (secret ? said.replaceAll(secret, '[key]') : said);
  const all = status < 500 ? [...new Set(sentencesIn(text).map((one) => blotted(one.replace(noFields, ''))))] : [];
  // Esper: some say what the status says, and then what is wrong.
  const texts = all.length > 1 ? all.filter((one) => one !== STATUS_CODES[status]) : all;
  const faults = texts.map(faultOf);
  const detail: UpstreamErrorDetail = {
    call,
    status,
    retryAfter: secondsOf(headers['retry-after'], Date.parse(headers.date ?? '') || Date.now()),
    requestId: requestIdIn(headers),
    faults,
    why: redirects.has(status)
      ? 'It was a redirect, and the key goes nowhere but to the base address: it was refused.'
      : undefined,
    said: texts.join('; ').slice(0, 500) || undefined,
  };
  return new UpstreamError(codeOf(status, text, faults), detail);
}

function codeOf(status: number, text: string, faults: readonly FieldFault[]): UpstreamErrorCode {
  const usual = codeOfStatus[status] ?? (status >= 500 ? 'UPSTREAM_UNAVAILABLE' : 'UPSTREAM_MALFORMED');
  // Esper: the vendor's own tool waits when it reads this, whatever the status.
  const mayPause = usual === 'FORBIDDEN' || usual === 'BAD_USER_INPUT' || status === 503;
  if (mayPause && tooMany.test(text.slice(0, LONGEST)) && !faults.some(({ field }) => field)) return 'RATE_LIMITED';
  return usual === 'BAD_USER_INPUT' && faults.some(({ message }) => isTaken.test(message)) ? 'CONFLICT' : usual;
}

/** Seconds that are told on at most, a day: a client's timer takes too long a time for none at all. */
const LONGEST_WAIT_S = 86_400;

/** Seconds to wait from a Retry-After header: seconds, or a date on the clock of whoever sent it, where it is `now`. */
export function secondsOf(header: string | readonly string[] | undefined, now: number): number | undefined {
  const [told] = [header ?? []].flat(); // where a proxy has added one of its own there are several
  if (!told) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(told.trim()) ? Number(told) : (Date.parse(told) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(0, Math.ceil(seconds)), LONGEST_WAIT_S) : undefined;
}

/** Letters of an error body that are read: what tells of one call is shorter. */
const LONGEST = 1_000_000;

function sentencesIn(text: string): string[] {
  try {
    return text.length > LONGEST ? [] : textsOf(JSON.parse(text));
  } catch {
    return []; // Esper: proxies answer in HTML or plain text, sometimes with nothing at all; what is nested too deep throws, too
  }
}

/**
 * Every sentence an error body holds, whichever of its shapes it has.
 * Esper: `errors` + `message` (legacy), `code` + `message` (v2), `error` and `message` (authn2), `meta.non_field_errors` (pipelines),
 * a bare list (pipelines), `detail` (Django).
 */
function textsOf(body: unknown): string[] {
  if (typeof body === 'string') return body.trim() ? [body.trim()] : [];
  if (Array.isArray(body)) return body.flatMap(textsOf);
  if (typeof body !== 'object' || body === null) return [];
  const { errors, error, message, detail, meta, content } = body as Record<string, unknown>;
  const nonField = (meta as { non_field_errors?: unknown } | undefined)?.non_field_errors;
  const precise = [errors, nonField, detail].flatMap(textsOf);
  if (precise.length > 0) return [...precise, ...textsOf(error)];
  return [error, message, typeof content === 'string' ? content : null].flatMap(textsOf);
}

/** Esper: words of its framework that stand where a field's name would, and name none. */
const noFields = /^(detail|non_field_errors|message|error): /i;

const tooMany = /too many requests/i;

/** Esper: what is there already is answered with 400, in words like these. */
const isTaken = /must make a unique set|already exists/i;

/**
 * Esper: field errors arrive flattened as "field: text", cut at the first ": ". What must be unique is named in the text,
 * together with the enterprise, which nobody chooses.
 */
function faultOf(text: string): FieldFault {
  const [, field, message] = /^([a-z][\w.]*): (.*)$/is.exec(text) ?? [];
  if (field && message) return { field, message };
  const [, unique = ''] = /^The fields (\w+)(?:, (?:enterprise|parent))+ must make a unique set/.exec(text) ?? [];
  return { field: unique, message: text };
}
