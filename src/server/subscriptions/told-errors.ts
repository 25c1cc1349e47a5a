import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { formatError } from '../../graphql/errors.js';

/** What a client is told at one moment. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** The answer that tells of errors. Those that have no code of their own are given the usual one. */
export type TellErrors = (errors: readonly unknown[], usual?: string) => Answer;

/** Tells of errors as Apollo Server does: the same is masked, logged, and kept from who may not know the schema. */
export function errorTeller({ introspection }: Pick<Config, 'introspection'>, log: Logger): TellErrors {
  const discreet = introspection ? (text: string) => text : withoutHint;

  const told = (error: unknown, usual: string): GraphQLFormattedError => {
    const thrown = error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
    const { message, locations, path, extensions = {} } = thrown.toJSON();
    const { http: _, ...shown } = extensions; // the status that it would have as an answer by itself
    const place = { ...(locations && { locations }), ...(path && { path }) };
    const formatted = formatError({ message, ...place, extensions: { code: usual, ...shown } }, thrown);
    if (formatted.extensions?.['code'] === 'INTERNAL_SERVER_ERROR')
      log.error({ err: thrown.originalError ?? thrown }, 'a subscription failed');
    return { ...formatted, message: discreet(formatted.message) };
  };

  return (errors, usual = 'INTERNAL_SERVER_ERROR') => ({ errors: errors.map((error) => told(error, usual)) });
}

/** Names that are near to what a client wrote would tell the schema bit by bit. */
const withoutHint = (message: string) => message.replace(/ ?Did you mean .+\?$/s, '');
