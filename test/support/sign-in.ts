import { createServer } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll } from 'vitest';
import { listening } from './listening.js';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

interface TokenOptions {
  readonly alg?: string;
  readonly kid?: string;
  readonly expires?: string | number | null;
  readonly subject?: string | null;
}

/** A sign-in service of the test's own: a key set over HTTP, and tokens signed with its keys. */
export interface SignIn {
  readonly url: string;
  /** What a gateway is set to that takes its tokens. */
  readonly settings: Record<string, string>;
  /** How often the key set was asked for. */
  fetched: number;
  /** Whether the key set is refused. */
  isDown: boolean;
  /** What the key set waits for before it is told. */
  until: Promise<void>;
  /** Puts a new key in the place of the old one. */
  rotate(): Promise<void>;
  /** A token that is right, but for what is said to be otherwise: null leaves out when it expires, or who it is of. */
  token(changes?: JWTPayload, how?: TokenOptions): Promise<string>;
  /** The public key as text: what a forger would sign with, where algorithms could be confused. */
  publicKey(): Promise<string>;
}

export const ISSUER = 'https://login.example.com/';
export const AUDIENCE = 'esper-graphql';

/** Starts a sign-in service for all tests of a file. */
export function useSignIn(): SignIn {
  let keys: KeyPair;
  let kid = 0;
  const rotate = async () => {
    keys = await generateKeyPair('RS256', { extractable: true });
    kid++;
  };
  const server = createServer((_request, response) => {
    signIn.fetched++;
    if (signIn.isDown) return void response.writeHead(500).end();
    void signIn.until
      .then(() => exportJWK(keys.publicKey))
      .then((key) =>
        response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify({ keys: [{ ...key, kid: `key-${kid}` }] })),
      );
  });
  const signIn = {
    url: '',
    get settings() {
      return { AUTH_MODE: 'jwt', JWKS_URL: signIn.url, JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE };
    },
    fetched: 0,
    isDown: false,
    until: Promise.resolve(),
    rotate,
    publicKey: () => exportSPKI(keys.publicKey),
    token: (changes: JWTPayload = {}, how: TokenOptions = {}) => {
      const { alg = 'RS256', kid: named = `key-${kid}`, expires = '5m', subject = changes.sub ?? 'ada' } = how;
      const token = new SignJWT({ scope: 'esper:read esper:write', ...changes })
        .setProtectedHeader({ alg, kid: named })
        .setIssuer(changes.iss ?? ISSUER)
        .setAudience(changes.aud ?? AUDIENCE)
        .setIssuedAt();
      if (subject !== null) token.setSubject(subject);
      if (expires !== null) token.setExpirationTime(expires);
      return token.sign(keys.privateKey);
    },
  };
  beforeAll(async () => {
    await rotate();
    signIn.url = `${await listening(server)}/jwks.json`;
  });
  afterAll(() => void server.close());
  return signIn;
}
