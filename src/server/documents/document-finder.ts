import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { coded } from '../../graphql/errors.js';
import { hashOf, type Documents } from './documents.js';
import { refuseLong } from './refuse-long.js';
import { refuseUntrusted, type TrustedTexts } from './trusted-only.js';

export interface DocumentFinderOptions {
  readonly documents: Documents;
  /** The texts that may be carried out; all may when left out. */
  readonly trusted?: TrustedTexts | undefined;
  readonly config: Pick<Config, 'LIMIT_DOCUMENT_BYTES'>;
  readonly log: Logger;
}

/** A document as a client sends it: its text, what it is known by, or both. */
export interface SentDocument {
  readonly query?: string;
  readonly persisted?: { readonly version?: unknown; readonly sha256Hash?: unknown };
}

export interface FoundDocument {
  readonly text: string;
  /** To be called when the document has turned out to be valid: from then on it is known by the hash that came with it. */
  readonly remember: () => void;
}

/** Apollo Server's own words, which `formatError` has others for. */
const OTHER_HASH = 'provided sha does not match query';
const OTHER_VERSION = 'Unsupported persisted query version';

/**
 * Finds the texts of documents where Apollo Server does not do it, in the same way. Every text goes through here. Throws
 * LIMIT_EXCEEDED for one that is too long, BAD_REQUEST for one that came with the hash of another, PERSISTED_QUERY_NOT_FOUND for a hash
 * that is not known, and DOCUMENT_NOT_TRUSTED.
 */
export function documentFinder({ documents, trusted, config, log }: DocumentFinderOptions) {
  const remember = async (hash: string, text: string): Promise<void> => {
    try {
      await documents.set(hash, text);
    } catch (error) {
      log.warn({ err: error }, 'a document could not be remembered');
    }
  };

  return async ({ query, persisted }: SentDocument): Promise<FoundDocument> => {
    if (persisted && persisted.version !== 1) throw new GraphQLError(OTHER_VERSION);
    const hash = persisted && String(persisted.sha256Hash);
    refuseLong(query, config.LIMIT_DOCUMENT_BYTES);
    const text = query ?? (hash === undefined ? undefined : await documents.get(hash));
    if (text === undefined) throw coded('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    if (trusted) refuseUntrusted(trusted, text);
    if (query === undefined || hash === undefined) return { text, remember: () => {} };
    if (hash !== hashOf(query)) throw new GraphQLError(OTHER_HASH);
    return { text, remember: () => void remember(hash, text) };
  };
}
