import { HeaderMap } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import {
  createSourceEventStream,
  getOperationAST,
  parse,
  specifiedRules,
  type DocumentNode,
  type GraphQLError,
  type OperationDefinitionNode,
} from 'graphql';
import type { Context, Watch, Watched } from '../../domains/context.js';
import { documentLimits } from '../../graphql/document-limits.js';
import { badUserInput } from '../../graphql/errors.js';
import { accessOf } from '../access/access.js';
import { tokenExpired } from '../access/expiry.js';
import { documentFinder } from '../documents/document-finder.js';
import { waiting } from '../flight/wait.js';
import { queryText } from './as-queries.js';
import type { AskedSubscription } from './asked-subscription.js';
import { faultsIn } from './faults-in.js';
import type { OpenSubscriptions } from './open-subscriptions.js';
import type { SubscriptionsOptions } from './serve-subscriptions.js';
import type { StreamLife } from './stream-life.js';
import { errorTeller, type Answer, type TellErrors } from './told-errors.js';

/** What a subscription's source gives: the event, and what tells it from events about other things. */
interface SourceEvent {
  readonly event: unknown;
  readonly key?: string;
}

/** Begins subscriptions. What it gives are the answers, as a client is told them; or the errors, when it did not begin. */
export function subscriptionOf(options: SubscriptionsOptions, open: OpenSubscriptions) {
  const { schema, apollo, contextOf, config, polls, log } = options;
  const rules = [...specifiedRules, documentLimits(config)];
  const toldErrors = errorTeller(config, log);
  const find = documentFinder(options);

  const subscriptionIn = (document: DocumentNode, operationName: string | undefined): OperationDefinitionNode => {
    const operation = getOperationAST(document, operationName);
    if (!operation) throw badUserInput('"operationName" must say which operation of the document is meant.');
    if (operation.operation === 'subscription') return operation;
    throw badUserInput('Only subscriptions are served here: send queries and mutations to /graphql.');
  };

  /** Asks on behalf of everybody with this key who watches the same: as long as they do, whoever of them leaves. */
  const watchOf = (request: FastifyRequest, identity: string, signal: AbortSignal): Watch => {
    const watch = <T>({ key, ask, isDone }: Watched<T>) =>
      polls.watch<T>(
        {
          key: `${identity} ${key}`,
          ask: () =>
            waiting(null, async (wait) => {
              const how = { ...ADMITTED, priority: 'bulk', fresh: false } as const;
              return ask((await contextOf(request, wait, how)).sources);
            }),
          ...(isDone && { isDone }),
        },
        signal,
      );
    return Object.assign(watch, { watchedDevices: config.SUBSCRIPTION_DEVICES });
  };

  return async (
    request: FastifyRequest,
    life: StreamLife,
    { operationName, variables, ...sent }: AskedSubscription,
  ): Promise<AsyncGenerator<Answer>> => {
    const { caller, client } = accessOf(request);
    const identity = `${caller?.identity ?? ''} ${client}`;
    let leave = () => {};
    try {
      const { text, remember } = await find(sent);
      const document = parsed(text, config.LIMIT_TOKENS);
      const operation = subscriptionIn(document, operationName);
      const faults = faultsIn(schema, document, rules);
      if (faults.length > 0) return once(toldErrors(faults, 'GRAPHQL_VALIDATION_FAILED'));
      remember();
      leave = open.enter(client || request.ip);
      life.whenOver(leave);
      const watch = watchOf(request, identity, life.signal);
      const source = await waiting(life, async (wait) =>
        createSourceEventStream({
          schema,
          document,
          operationName,
          variableValues: variables,
          contextValue: { ...(await contextOf(request, wait)), watch } satisfies Context,
        }),
      );
      if (!(Symbol.asyncIterator in source)) throw refused(source.errors ?? []);
      const body = {
        query: queryText(document, operation),
        ...(variables && { variables }),
        ...(operationName && { operationName }),
      };
      const tell = (event: unknown): Promise<Answer> =>
        waiting(life, async (wait) => {
          const { body: answer } = await apollo.executeHTTPGraphQLRequest({
            httpGraphQLRequest: { method: 'POST', headers: JSON_HEADERS, search: '', body },
            context: async () => ({ ...(await contextOf(request, wait, ADMITTED)), event }),
          });
          return JSON.parse(answer.kind === 'complete' ? answer.string : '{}') as Answer;
        });
      return answers(source as AsyncIterable<SourceEvent>, tell, life, toldErrors, leave);
    } catch (error) {
      leave();
      if (error instanceof Refused) return once(toldErrors(error.errors, error.code));
      return once(toldErrors([error]));
    }
  };
}

/** What goes on while a subscription is open was let in when it was opened. */
const ADMITTED = { isAdmitted: true };

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

/**
 * The answers that differ from those before about the same thing. The first that could not be carried out is the last. Nothing is
 * told any more when the stream is over, but that its token has expired, if that is why.
 */
async function* answers(
  source: AsyncIterable<SourceEvent>,
  tell: (event: unknown) => Promise<Answer>,
  life: StreamLife,
  toldErrors: TellErrors,
  leave: () => void,
): AsyncGenerator<Answer> {
  const before = new Map<string, string>();
  try {
    for await (const { event, key = '' } of source) {
      if (life.signal.aborted) break;
      const answer = await tell(event);
      if (life.signal.aborted) break;
      const { data, errors } = answer;
      const text = JSON.stringify([data, errors]);
      if (before.get(key) === text) continue;
      before.set(key, text);
      yield answer;
      if (data === undefined) return;
    }
    if (life.hasExpired) yield toldErrors([tokenExpired()]);
  } catch (error) {
    yield toldErrors([life.hasExpired ? tokenExpired() : error]);
  } finally {
    leave();
  }
}
