import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OperationFacts } from '../../telemetry/operation.js';
import { upsert } from '../../upstream/upsert.js';
import { sharedBody } from '../flight/cost-of-sharing.js';
import type { WholeAnswer } from '../flight/flights.js';
import type { ExecuteRequest } from './execute.js';
import type { Sharing } from './sharing.js';

/** Where operations are answered. */
export const ENDPOINT = '/graphql';

export interface EndpointOptions extends Sharing {
  readonly execute: ExecuteRequest;
  /** Told of a request that was answered with what another one had asked for. */
  readonly onShared: (request: FastifyRequest, told: OperationFacts, how: 'joined' | 'kept', ms: number) => void;
}

/** The GraphQL endpoint, with answers shared by those who ask the same. */
export function graphqlEndpoint({ execute, flights, keyOf, joinMsOf, onShared }: EndpointOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<string | Buffer> => {
    const { answer, how, ageMs } = await flights.answer(
      keyOf(request),
      reply.raw,
      (crowd) => execute(request, crowd),
      joinMsOf(request),
    );
    void reply.code(answer.status).headers(Object.fromEntries(answer.headers));
    if (how === 'executed') return answer.body;
    void reply.headers({ 'x-esper-shared': how, age: Math.floor(ageMs / 1000) });
    if (answer.told) onShared(request, answer.told, how, reply.elapsedTime);
    return bodyFor(answer, how);
  };
}

/** What is sent to those who share an answer: made once, for the first of them, down to its bytes. */
const bodies = new WeakMap<WholeAnswer, Map<'joined' | 'kept', Buffer>>();

function bodyFor(answer: WholeAnswer, how: 'joined' | 'kept'): Buffer {
  const made = upsert(bodies, answer, () => new Map());
  return upsert(made, how, () => Buffer.from(sharedBody(answer.body, how)));
}
