import type { FastifyReply, FastifyRequest } from 'fastify';
import { coded } from '../../graphql/errors.js';
import { isRecord } from '../../upstream/is-record.js';
import { RefusedRequest, refuseRequest } from '../http/refused-request.js';
import type { Manifest } from './manifest.js';
import { sentTexts } from './sent-text.js';

/** Texts that may be carried out, letter by letter. */
export type TrustedTexts = ReadonlySet<string>;

const CODE = 'DOCUMENT_NOT_TRUSTED';
const WHY =
  'Only trusted documents are carried out here, and this text is none of them: send the id of one, as documentId or in extensions.persistedQuery.';

export const trustedTexts = (manifest: Manifest): TrustedTexts => new Set(manifest.values());

/** Throws DOCUMENT_NOT_TRUSTED for a text that is none of the trusted ones. */
export function refuseUntrusted(trusted: TrustedTexts, text: string): void {
  if (!trusted.has(text)) throw coded(CODE, WHY);
}

/** Answers in place of the endpoint when a request holds a text that is not trusted, or could be read in several ways. */
export function trustedOnly(trusted: TrustedTexts) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const refusal = refusalOf(request, trusted);
    if (refusal) await refuseRequest(reply, refusal);
  };
}

function refusalOf(request: FastifyRequest, trusted: TrustedTexts): RefusedRequest | undefined {
  const texts = sentTexts(request);
  if (request.method === 'POST' && !isRecord(request.body))
    return new RefusedRequest(400, 'BAD_REQUEST', 'The body must be a JSON object, sent as application/json.');
  if (texts.length > 1) return new RefusedRequest(400, 'BAD_REQUEST', 'The parameter "query" is sent more than once.');
  const isTrusted = texts.every((text) => typeof text === 'string' && trusted.has(text));
  return isTrusted ? undefined : new RefusedRequest(403, CODE, WHY);
}
