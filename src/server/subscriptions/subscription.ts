import { HeaderMap } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { createSourceEventStream, type GraphQLError } from 'graphql';
import type { Context } from '../../domains/context.js';
import { MOST_FAULTS } from '../../graphql/variables.js';
import { accessOf } from '../access/access.js';
import { tokenExpired } from '../access/expiry.js';
import { waiting } from '../flight/wait.js';
import type { AskedSubscription } from './asked-subscription.js';
import type { Open } from './open-subscriptions.js';
import type { SubscriptionsOptions } from './serve-subscriptions.js';
import type { StreamLife } from './stream-life.js';
import { errorTeller, type Answer, type TellErrors } from './told-errors.js';
import { Refused, subscriptionReader } from './valid-subscription.js';
import { ADMITTED, watcher } from './watcher.js';

/** What a subscription's source gives: the event, and what tells it from events about other things. */
interface SourceEvent {
  readonly event: unknown;
  readonly key?: string;
}

/** Begins subscriptions. What it gives are the answers, as a client is told them; or the errors, when it did not begin. */
export function subscriptionOf(options: SubscriptionsOptions, open: Open) {
  const { schema, apollo, contextOf, config, log } = options;
  const toldErrors = errorTeller(config, log);
  const read = subscriptionReader(options);

  return async (
    request: FastifyRequest,
    life: StreamLife,
    asked: AskedSubscription,
  ): Promise<AsyncGenerator<Answer>> => {
    const { operationName, variables } = asked;
    let leave = () => {};
    try {
      const { document, query } = await read(asked);
      leave = open(accessOf(request).client || request.ip);
      life.whenOver(leave);
      const watch = watcher(options, request, life.signal);
      const source = await waiting(life, async (wait) =>
        createSourceEventStream({
          schema,
          document,
          operationName,
          variableValues: variables,
          contextValue: { ...(await contextOf(request, wait)), watch } satisfies Context,
          options: { maxCoercionErrors: MOST_FAULTS },
        }),
      );
      if (!(Symbol.asyncIterator in source)) throw refused(source.errors ?? []);
      const body = { query, ...(variables && { variables }), ...(operationName && { operationName }) };
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
      return once(error instanceof Refused ? toldErrors(error.errors, error.code) : toldErrors([error]));
    }
  };
}

/** What graphql-js says of no field is about the variables. */
const refused = (errors: readonly GraphQLError[]) =>
  new Refused(errors, errors.some(({ path }) => path) ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT');

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
