import { EventEmitter, setMaxListeners } from 'node:events';
import { HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestParams } from 'graphql-sse';
import {
  createSourceEventStream,
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLFormattedError,
} from 'graphql';
import type { Context, Watch, Watched } from '../../domains/context.js';
import { documentLimits } from '../../graphql/document-limits.js';
import { badUserInput, formatError } from '../../graphql/errors.js';
import { accessOf } from '../access/access.js';
import { PageWait } from '../export/page-wait.js';
import { queryText } from './as-queries.js';
import type { OpenSubscriptions } from './open-subscriptions.js';
import type { SubscriptionsOptions } from './serve-subscriptions.js';

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}
/** What a subscription's source gives: the event, and what tells it from events about other things. */
interface SourceEvent {
  readonly event: unknown;
  readonly key?: string;
}

/** Begins subscriptions. What it gives are the answers, as a client is told them; or the errors, when it did not begin. */
export function subscriptionOf(options: SubscriptionsOptions, open: OpenSubscriptions) {
  const { schema, apollo, contextOf, config, polls, log, closing } = options;
  const rules = [...specifiedRules, documentLimits(config)];

  const toldErrors = (errors: readonly unknown[], usual = 'INTERNAL_SERVER_ERROR'): Answer => ({
    errors: errors.map((error) => {
      const thrown = error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
      const { message, locations, path, extensions } = thrown.toJSON();
      const place = { ...(locations && { locations }), ...(path && { path }) };
      const told = formatError({ message, ...place, extensions: { code: usual, ...extensions } }, thrown);
      if (told.extensions?.['code'] === 'INTERNAL_SERVER_ERROR')
        log.error({ err: thrown.originalError ?? thrown }, 'a subscription failed');
      return told;
    }),
  });

  const read = ({ query, operationName }: RequestParams): DocumentNode => {
    const document = parsed(query, config.LIMIT_TOKENS);
    if (getOperationAST(document, operationName)?.operation === 'subscription') return document;
    throw badUserInput('Only subscriptions are served here: send queries and mutations to /graphql.');
  };

  /** Asks on behalf of everybody with this key who watches the same: as long as they do, whoever of them leaves. */
  const watchOf = (request: FastifyRequest, identity: string, signal: AbortSignal): Watch => {
    const watch = <T>({ key, ask, isDone }: Watched<T>) =>
      polls.watch<T>(
        {
          key: `${identity} ${key}`,
          ask: async () => {
            const wait = new PageWait(new EventEmitter());
            try {
              return await ask((await contextOf(request, wait, { priority: 'bulk', fresh: false })).sources);
            } finally {
              wait.end();
            }
          },
          ...(isDone && { isDone }),
        },
        signal,
      );
    return Object.assign(watch, { watchedDevices: config.SUBSCRIPTION_DEVICES });
  };

  return async (request: FastifyRequest, reply: FastifyReply, params: RequestParams) => {
    const { caller, client } = accessOf(request);
    const identity = `${caller?.identity ?? ''} ${client}`;
    const controller = new AbortController();
    reply.raw.once('close', () => controller.abort());
    const during = async <T>(run: (wait: PageWait) => Promise<T>): Promise<T> => {
      const wait = new PageWait(reply.raw);
      try {
        return await run(wait);
      } finally {
        wait.end();
      }
    };
    let leave = () => {};
    try {
      const document = read(params);
      const faults = validate(schema, document, rules);
      if (faults.length > 0) return once(toldErrors(faults, 'GRAPHQL_VALIDATION_FAILED'));
      leave = open.enter(client || request.ip);
      reply.raw.once('close', leave);
      const signal = AbortSignal.any([controller.signal, closing]);
      setMaxListeners(0, signal); // each thing it watches listens
      const watch = watchOf(request, identity, signal);
      const source = await during(async (wait) =>
        createSourceEventStream({
          schema,
          document,
          operationName: params.operationName,
          variableValues: params.variables,
          contextValue: { ...(await contextOf(request, wait)), watch } satisfies Context,
        }),
      );
      if (!(Symbol.asyncIterator in source)) throw refused(source.errors ?? []);
      const body = {
        query: queryText(document),
        ...(params.variables && { variables: params.variables }),
        ...(params.operationName && { operationName: params.operationName }),
      };
      const tell = (event: unknown): Promise<Answer> =>
        during(async (wait) => {
          const { body: answer } = await apollo.executeHTTPGraphQLRequest({
            httpGraphQLRequest: { method: 'POST', headers: JSON_HEADERS, search: '', body },
            context: async () => ({ ...(await contextOf(request, wait)), event }),
          });
          return JSON.parse(answer.kind === 'complete' ? answer.string : '{}') as Answer;
        });
      return answers(source as AsyncIterable<SourceEvent>, tell, toldErrors, leave);
    } catch (error) {
      leave();
      if (error instanceof Refused) return once(toldErrors(error.errors, error.code));
      return once(toldErrors([error]));
    }
  };
}

/** Why a subscription did not begin, and the code of what has none of its own. */
class Refused extends Error {
  constructor(
    readonly errors: readonly GraphQLError[],
    readonly code: string,
  ) {
    super();
  }
}

/** What graphql-js itself says when nothing was thrown is about the variables. */
const refused = (errors: readonly GraphQLError[]) =>
  new Refused(errors, errors.some(({ originalError }) => originalError) ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT');

function parsed(text: string, maxTokens: number): DocumentNode {
  try {
    return parse(text, { maxTokens });
  } catch (error) {
    throw new Refused([error as GraphQLError], 'GRAPHQL_PARSE_FAILED');
  }
}

async function* once(answer: Answer): AsyncGenerator<Answer> {
  yield answer;
}

const JSON_HEADERS = new HeaderMap([
  ['content-type', 'application/json'],
  ['accept', 'application/graphql-response+json'],
]);

/** The answers that differ from those before about the same thing. The first that could not be carried out is the last. */
async function* answers(
  source: AsyncIterable<SourceEvent>,
  tell: (event: unknown) => Promise<Answer>,
  toldErrors: (errors: readonly unknown[]) => Answer,
  leave: () => void,
): AsyncGenerator<Answer> {
  const before = new Map<string, string>();
  try {
    for await (const { event, key = '' } of source) {
      const answer = await tell(event);
      const { data, errors } = answer;
      const text = JSON.stringify([data, errors]);
      if (before.get(key) === text) continue;
      before.set(key, text);
      yield answer;
      if (data === undefined) return;
    }
  } catch (error) {
    yield toldErrors([error]);
  } finally {
    leave();
  }
}
