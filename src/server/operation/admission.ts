import { HeaderMap } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Config } from '../../config.js';
import { refuseLong } from '../documents/refuse-long.js';
import { sentTexts } from '../documents/sent-text.js';
import type { Leaving } from '../flight/crowd.js';
import { Occupancy } from './occupancy.js';

type Limits = Pick<Config, 'LIMIT_DOCUMENT_BYTES' | 'LIMIT_OPERATIONS'>;

/**
 * Lets requests in, or throws: LIMIT_EXCEEDED for a document that is too long to be looked at, RATE_LIMITED when the caller
 * has too many operations under way. What was let in counts until its answer is sent or its client has gone.
 */
export function admission({ LIMIT_DOCUMENT_BYTES, LIMIT_OPERATIONS }: Limits) {
  const underWay = new Occupancy(LIMIT_OPERATIONS);

  return (request: FastifyRequest, asking: Leaving, who: string): void => {
    for (const text of sentTexts(request)) refuseLong(text, LIMIT_DOCUMENT_BYTES);
    const leave = underWay.enter(who);
    if (!leave) throw tooMany(LIMIT_OPERATIONS);
    asking.once('close', leave);
  };
}

function tooMany(most: number): GraphQLError {
  const http = { status: 429, headers: new HeaderMap([['retry-after', '1']]) };
  return new GraphQLError(
    `${most} operations of this caller are under way: LIMIT_OPERATIONS allows no more. Wait for some of them to end.`,
    { extensions: { code: 'RATE_LIMITED', retryAfter: 1, http } },
  );
}
