import { errors, jwtVerify, type JWTPayload } from 'jose';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { coded } from '../../graphql/errors.js';
import { withStatus } from '../http/with-status.js';
import { EXPIRED } from './expiry.js';
import { NoKeys, tokenKeys } from './token-keys.js';

/** What a token says of who sends it. */
export interface Claims {
  /** Issuer and subject: tells callers apart. */
  readonly subject: string;
  readonly mayRead: boolean;
  readonly mayWrite: boolean;
  /** The tenants the token is for; null when it does not say. */
  readonly tenants: readonly string[] | null;
  /** From when on it is refused, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Refuses a token. `why` is shown to the caller. */
const refused = (why: string) =>
  withStatus({ status: 401, wwwAuthenticate: 'Bearer error="invalid_token"' }, coded('UNAUTHENTICATED', why));

const wordsIn = (claim: unknown): string[] =>
  Array.isArray(claim) ? claim.map(String) : typeof claim === 'string' ? claim.split(' ').filter(Boolean) : [];

function reasonOf(error: unknown): string | undefined {
  if (error instanceof errors.JWTExpired) return EXPIRED;
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token is not for this: its "${error.claim}" is missing or another than is wanted.`;
  if (error instanceof errors.JOSEAlgNotAllowed)
    return 'The token is signed with an algorithm that is not allowed here.';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'The token is signed with a key that is not known here.';
  if (error instanceof errors.JWSSignatureVerificationFailed) return "The token's signature is not right.";
  const unread = [errors.JWSInvalid, errors.JWTInvalid, errors.JOSENotSupported];
  return unread.some((kind) => error instanceof kind) ? 'This is no token that can be read here.' : undefined;
}

/**
 * Verifies tokens against the keys at JWKS_URL: token-keys.ts says when these are fetched. Throws UNAUTHENTICATED for a token that is
 * not right, and UPSTREAM_UNAVAILABLE when there are no keys.
 */
export function tokenVerifier(config: Config, log: Logger, cooldownMs = 10_000): (token: string) => Promise<Claims> {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_ALGORITHMS, JWT_CLOCK_SKEW_S: clockTolerance } = config;
  const keys = tokenKeys(config.JWKS_URL ?? '', { log, cooldownMs });
  const wanted = {
    issuer: issuer ?? '',
    audience: audience ?? '',
    algorithms: [...JWT_ALGORITHMS],
    clockTolerance,
    requiredClaims: ['exp', 'sub'],
  };

  const claimsOf = (payload: JWTPayload): Claims => {
    const scopes = wordsIn(payload[config.JWT_SCOPE_CLAIM]);
    const mayWrite = scopes.includes(config.JWT_WRITE_SCOPE);
    const tenants = payload[config.JWT_TENANTS_CLAIM];
    return {
      subject: JSON.stringify([payload.iss, payload.sub]),
      mayRead: mayWrite || scopes.includes(config.JWT_READ_SCOPE),
      mayWrite,
      tenants: tenants === undefined ? null : wordsIn(tenants),
      expiresAt: (Number(payload.exp) + clockTolerance) * 1000,
    };
  };

  return async (token) => {
    try {
      return claimsOf((await jwtVerify(token, keys, wanted)).payload);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== undefined) throw refused(reason);
      if (!(error instanceof NoKeys)) log.error({ err: error }, 'a token could not be verified');
      const message = 'The keys that tokens are verified with cannot be had: repeat later.';
      throw withStatus(503, coded('UPSTREAM_UNAVAILABLE', message));
    }
  };
}
