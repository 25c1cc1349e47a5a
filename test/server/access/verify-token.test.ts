import { SignJWT, UnsecuredJWT } from 'jose';
import type { GraphQLError } from 'graphql';
import { beforeEach, expect, test, vi } from 'vitest';
import { readConfig } from '../../../src/config.js';
import { tokenVerifier } from '../../../src/server/access/verify-token.js';
import { createLog } from '../../../src/telemetry/log.js';
import { AUDIENCE, ISSUER, useSignIn } from '../../support/sign-in.js';

const signIn = useSignIn();
const settings = () => ({ ESPER_TENANT: 'foo', ESPER_API_KEY: 'own-key', ...signIn.settings });
const verifier = (env: Record<string, string> = {}) =>
  tokenVerifier(readConfig({ ...settings(), ...env }), createLog('silent'), 0);
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('It was taken.');
    },
    (error: GraphQLError) => ({
      message: error.message,
      code: error.extensions['code'],
      status: (error.extensions['http'] as { status: number }).status,
    }),
  );
const refused = (said: RegExp) => ({ message: expect.stringMatching(said), code: 'UNAUTHENTICATED', status: 401 });

beforeEach(() => {
  signIn.isDown = false;
});

test('a token that is right tells who it is, and what that may do', async () => {
  const verify = verifier({ JWT_CLOCK_SKEW_S: '20' });
  const exp = Math.floor(Date.now() / 1000) + 300;
  expect(await verify(await signIn.token({}, { expires: exp }))).toEqual({
    subject: JSON.stringify([ISSUER, 'ada']),
    mayRead: true,
    mayWrite: true,
    tenants: null,
    expiresAt: (exp + 20) * 1000,
  });
  const few = await signIn.token({ sub: 'bob', scope: 'openid esper:read', esper_tenants: ['foo', 'bar'] });
  expect(await verify(few)).toMatchObject({ mayRead: true, mayWrite: false, tenants: ['foo', 'bar'] });
  expect(await verify(await signIn.token({ scope: 'openid' }))).toMatchObject({ mayRead: false, mayWrite: false });
});

test('where the rights stand in a token is configured', async () => {
  const verify = verifier({
    JWT_SCOPE_CLAIM: 'roles',
    JWT_READ_SCOPE: 'viewer',
    JWT_WRITE_SCOPE: 'editor',
    JWT_TENANTS_CLAIM: 'orgs',
  });
  const token = await signIn.token({ roles: ['editor'], orgs: 'foo bar' });
  expect(await verify(token)).toMatchObject({ mayRead: true, mayWrite: true, tenants: ['foo', 'bar'] });
});

test.each([5, null, { read: true }, ['openid', 7]])('rights that are no words, such as %j, are none', async (scope) => {
  expect(await verifier()(await signIn.token({ scope }))).toMatchObject({ mayRead: false, mayWrite: false });
});

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const rights = () => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'ada',
  scope: 'esper:write',
  exp: Math.floor(Date.now() / 1000) + 300,
});

test.each<[string, () => Promise<string> | string, RegExp]>([
  ['has expired', () => signIn.token({}, { expires: Math.floor(Date.now() / 1000) - 31 }), /has expired/],
  ['never expires', () => signIn.token({}, { expires: null }), /its "exp"/],
  ['says nobody it is of', () => signIn.token({}, { subject: null }), /its "sub"/],
  [
    'is signed with a secret of the sender',
    async () => new SignJWT(rights()).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32)),
    /algorithm/,
  ],
  [
    'asks for what is not known here',
    () => `${encoded({ alg: 'RS256', kid: 'key-1', crit: ['x'], x: 1 })}.${encoded(rights())}.AA`,
    /no token that can be read/,
  ],
  ['is of another issuer', () => signIn.token({ iss: 'https://evil.example/' }), /its "iss"/],
  ['is for another audience', () => signIn.token({ aud: 'another-service' }), /its "aud"/],
  ['is not valid yet', () => signIn.token({ nbf: Math.floor(Date.now() / 1000) + 300 }), /its "nbf"/],
  [
    'is not signed',
    () => new UnsecuredJWT(rights()).encode(),
    /algorithm that is not allowed|no token that can be read/,
  ],
  [
    'says that it needs no signature',
    () => `${encoded({ alg: 'none' })}.${encoded(rights())}.`,
    /algorithm that is not allowed|no token that can be read/,
  ],
  [
    'is signed with the public key, as if that were a secret',
    async () =>
      new SignJWT(rights())
        .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
        .sign(Buffer.from(await signIn.publicKey())),
    /algorithm that is not allowed/,
  ],
  ['names an unknown key', () => signIn.token({}, { kid: 'another' }), /key that is not known/],
  [
    'was tampered with',
    async () => (await signIn.token()).replace(/\.[^.]+\./, `.${encoded(rights())}.`),
    /signature is not right/,
  ],
  ['is no token', () => 'abc', /no token that can be read/],
  ['is encrypted', () => `${encoded({ alg: 'dir', enc: 'A256GCM' })}.a.b.c.d`, /no token that can be read/],
])('a token that %s is refused, and told why', async (_, make, said) => {
  expect(await refusal(verifier()(await make()))).toEqual(refused(said));
});

test('clocks may differ by as much as is configured', async () => {
  const late = await signIn.token({}, { expires: Math.floor(Date.now() / 1000) - 20 });
  await expect(verifier()(late)).resolves.toBeDefined();
  expect(await refusal(verifier({ JWT_CLOCK_SKEW_S: '5' })(late))).toEqual(refused(/expired/));
});

test('a new key is fetched when a token names it, and the old one is known no more', async () => {
  const verify = verifier();
  const before = await signIn.token();
  await verify(before);
  await signIn.rotate();
  await verify(await signIn.token());
  expect(await refusal(verify(before))).toEqual(refused(/key that is not known/));
});

test('the keys are fetched once for many tokens', async () => {
  const verify = verifier();
  signIn.fetched = 0;
  const tokens = await Promise.all(['a', 'b', 'c'].map((sub) => signIn.token({ sub })));
  for (const token of tokens) await verify(token);
  expect(signIn.fetched).toBe(1);
});

test('when the keys cannot be had, that is no fault of the token', async () => {
  const verify = verifier();
  signIn.isDown = true;
  expect(await refusal(verify(await signIn.token()))).toEqual({
    message: 'The keys that tokens are verified with cannot be had: repeat later.',
    code: 'UPSTREAM_UNAVAILABLE',
    status: 503,
  });
  signIn.isDown = false;
  await vi.waitFor(async () => expect(await verify(await signIn.token())).toBeDefined());
});
