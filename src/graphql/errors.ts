import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { UpstreamError } from '../upstream/errors.js';
import { UnfitIdError } from '../upstream/route.js';
import { SECRET_WORDS } from './secret-words.js';

/** Every value of `extensions.code` the gateway itself gives out, and what a client should make of it. */
export const errorCodes = {
  UNAUTHENTICATED: 'No key was sent, or the REST API did not accept it.',
  FORBIDDEN: 'The key is valid but its role may not do this.',
  NOT_FOUND: 'A thing that is linked to is not there, or the key may not see it. A lookup answers null instead.',
  BAD_USER_INPUT: 'An argument is wrong; the message says which and what would be right.',
  LIMIT_EXCEEDED:
    'The request is larger than is allowed, or would cost more: `limit` has the `name` of the setting, what is allowed at `most`, and, where that was counted, how much was `found`.',
  DOCUMENT_NOT_TRUSTED: 'Only documents of a list are carried out here, and this is none of them.',
  PERSISTED_QUERY_NOT_FOUND:
    'No document is known by this hash or id: send its text along once, where that is allowed.',
  CONFLICT: 'The change clashes with what is already there.',
  RATE_LIMITED:
    'The REST API asked for a pause, or too many operations of this caller are under way: repeat after `retryAfter` seconds.',
  UPSTREAM_TIMEOUT: 'The REST API did not answer in time: repeat later, or ask for less.',
  UPSTREAM_UNAVAILABLE: 'The REST API is failing or cannot be reached: repeat later.',
  UPSTREAM_MALFORMED: 'The REST API sent an answer that could not be read.',
  CANCELLED: 'The client left before the answer was there.',
  INTERNAL_SERVER_ERROR: 'A fault of the gateway. The message tells nothing; its log does.',
} as const;

/** An error the client is told as it stands. */
export const coded = (code: keyof typeof errorCodes, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

/** An argument the client can mend. `message` says what is wrong and what would be right. */
export const badUserInput = (message: string): GraphQLError => coded('BAD_USER_INPUT', message);

/** A bound that a request does not keep. */
interface Excess {
  /** The setting that sets the bound. */
  readonly limit: string;
  readonly most: number;
  /** How much it would be; left out when nobody has counted to the end. */
  readonly found?: number;
  /** What is too much, as the first half of a sentence with the number in it. */
  readonly what: string;
  /** What the client can do, as a sentence. */
  readonly remedy: string;
}

/** A request that is larger than allowed, or would cost more. */
export function limitExceeded({ limit, most, found, what, remedy }: Excess): GraphQLError {
  const told = { name: limit, ...(found !== undefined && { found }), most };
  return new GraphQLError(`${what}: ${limit} allows ${most}. ${remedy}`, {
    extensions: { code: 'LIMIT_EXCEEDED', limit: told },
  });
}

/** Something linked to that is not there, or not for this key. */
export const notFound = (message: string): GraphQLError => coded('NOT_FOUND', message);

const tooManyTokens = (most: number) =>
  limitExceeded({
    limit: 'LIMIT_TOKENS',
    most,
    what: `The document has more than ${most} tokens`,
    remedy: 'Ask in several queries.',
  });

/** What Apollo Server says of requests that are no operation, and what a client is told in its place. */
const rephrased: Readonly<Record<string, string>> = {
  'Operation batching disabled.': 'Batches are not taken: send each operation in a request of its own.',
  'provided sha does not match query': 'The hash in extensions.persistedQuery is not the SHA-256 of the document.',
  'Unsupported persisted query version': 'The version in extensions.persistedQuery must be 1.',
};

/**
 * Whether an argument's value is not fit. Validation lets a variable that has a default stand where null may not; whether it is null
 * shows when the operation is carried out.
 */
export const isOfArguments = (error: unknown): error is GraphQLError =>
  error instanceof GraphQLError && /^Argument "\w+" (of|has) /.test(error.message);

/** What graphql-js ends with when variables have more faults than are told, and what a client is told in its place. */
const TOO_MANY_FAULTS = /^Too many errors processing variables/;
const MORE_FAULTS = 'The variables have more faults, which are not told.';

/** Letters of what is told of a variable that may be quoted from it. */
const LONGEST_QUOTE = 1000;
/** Letters of why it is not fit, where the value is left out. */
const LONGEST_REASON = 200;

const NOT_FIT = ' has a value that is not fit: look at the variables in it.';

/** What is told of an error, beside its place. */
type Told = Pick<GraphQLFormattedError, 'message' | 'extensions'>;

/** What the client sees of an error: faults we know are told in full, all others are masked. Never a stack, a key or an answer's body. */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const cause = thrown instanceof GraphQLError ? (thrown.originalError ?? thrown) : thrown;
  const { locations, path } = formatted;
  const { message, extensions } = cause instanceof UpstreamError ? toldOfUpstream(cause) : toldOf(formatted, cause);
  return { message, ...(locations && { locations }), ...(path && { path }), ...(extensions && { extensions }) };
}

function toldOfUpstream({ message, code, detail }: UpstreamError): Told {
  const { status, requestId, retryAfter, call, faults, limit } = detail;
  const extensions = {
    code,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(limit && { limit }),
    ...(faults?.some(({ field }) => field) && { faults }),
    upstream: { call, ...(status && { status }), ...(requestId && { requestId }) },
  };
  return { message, extensions };
}

function toldOf(formatted: GraphQLFormattedError, cause: unknown): Told {
  if (cause instanceof UnfitIdError) return badUserInput(cause.message);
  const [, missing] = /^Cannot return null for non-nullable field (\S+)\.$/.exec(formatted.message) ?? [];
  if (missing) return coded('UPSTREAM_MALFORMED', `The REST API left out what it always sends: ${missing}.`);
  const [, tokens] = /^Syntax Error: Document contains more that (\d+) tokens/.exec(formatted.message) ?? [];
  const excess = tokens ? tooManyTokens(Number(tokens)) : cause;
  // Validation gives every error a code of its own.
  if (excess instanceof GraphQLError && excess.extensions['code'] === 'LIMIT_EXCEEDED') {
    const { code, limit } = excess.extensions;
    return { message: excess.message, extensions: { code, limit } };
  }
  const clearer = rephrased[formatted.message];
  if (clearer) return { message: clearer, extensions: { code: 'BAD_REQUEST' } };
  const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
  // An error with a code of its own was meant to be read.
  if (extensions['code'] !== 'INTERNAL_SERVER_ERROR')
    return { message: leadToRows(withoutQuote(formatted.message)), extensions };
  if (cause instanceof GraphQLError && TOO_MANY_FAULTS.test(cause.message)) return badUserInput(MORE_FAULTS);
  // What is quoted of an argument may have a password in it.
  if (isOfArguments(cause)) return badUserInput(cause.message.replace(/ has invalid value [^]*/, NOT_FIT));
  if (cause instanceof GraphQLError && /cannot represent|^Expected Iterable/.test(cause.message))
    return coded('UPSTREAM_MALFORMED', 'The REST API sent a value that does not fit this field.');
  return coded('INTERNAL_SERVER_ERROR', 'Internal server error');
}

/** Says where the rows of a list are, to who looks for a field of theirs in the list itself. */
const leadToRows = (message: string): string =>
  message.replace(
    /^(Cannot query field "\w+" on type "\w+Connection"\.)( Did you mean .*)?$/,
    '$1 Its rows are in "nodes".',
  );

const isAboutSecrets = new RegExp(SECRET_WORDS, 'i');

/** graphql-js quotes a variable's value that it cannot take, with all that is in it: too much of it, or secrets. */
function withoutQuote(message: string): string {
  if (!message.startsWith('Variable "$')) return message;
  const mayQuote = !isAboutSecrets.test(message);
  if (mayQuote && message.length <= LONGEST_QUOTE) return message;
  const [variable = 'A variable'] = /^Variable "\$\w+"/.exec(message) ?? [];
  const [, place, why] = / at ("[^"]+"); ([^:]*)/.exec(message.slice(message.lastIndexOf(' at "'))) ?? [];
  const end = mayQuote ? message.slice(message.lastIndexOf('; ') + 2).slice(0, LONGEST_REASON) : '';
  return `${variable} has a value that is not fit${place ? ` at ${place}` : ''}. ${why ?? end}`.trim();
}

/** Whether clients are told nothing of an error, so that the log must. */
export function isMasked(error: GraphQLError): boolean {
  const { message, extensions } = error;
  const shown = formatError({ message, extensions: { code: 'INTERNAL_SERVER_ERROR', ...extensions } }, error);
  return shown.extensions?.['code'] === 'INTERNAL_SERVER_ERROR';
}
