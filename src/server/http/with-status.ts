import { GraphQLError } from 'graphql';

/** What becomes of an HTTP answer that is one error: its status and, with 401, what the client is to show. */
interface Http {
  readonly status: number;
  readonly wwwAuthenticate?: string;
}

/** The same error, with the HTTP status it is answered with where nothing else is answered. */
export const withStatus = (http: number | Http, { message, extensions }: GraphQLError): GraphQLError =>
  new GraphQLError(message, {
    extensions: { ...extensions, http: typeof http === 'number' ? { status: http } : http },
  });
