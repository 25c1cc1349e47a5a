import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorCodes } from '../../graphql/errors.js';
import type { Manifest } from './manifest.js';

const refusal = {
  errors: [
    {
      message:
        'Only trusted documents are carried out here, and this text is none of them: send the id of one, as documentId or in extensions.persistedQuery.',
      extensions: { code: 'DOCUMENT_NOT_TRUSTED' satisfies keyof typeof errorCodes },
    },
  ],
};

/** Refuses texts that are not in the manifest, letter by letter. */
export function trustedOnly(manifest: Manifest) {
  const texts = new Set(manifest.values());
  return async ({ body, query }: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { query: text } = (body ?? query ?? {}) as { query?: unknown };
    if (typeof text !== 'string' || texts.has(text)) return;
    await reply.code(403).send(refusal);
  };
}
