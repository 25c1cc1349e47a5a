import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSecret } from '../../../src/domains/secrets.js';
import { strip } from '../../../src/upstream/json/strip.js';

const stripped = (body: unknown) => {
  strip(body, isSecret);
  return JSON.stringify(body);
};

test('secrets are taken out at any depth, whatever they hold, and nothing else is', () => {
  const device = {
    id: '1',
    fcm_id: 'x',
    wifi_access_points: [{ wifi_ssid: 'Store', wifi_password: 'x' }, { wifi_ssid: 'Office' }],
    tokens: { push_token: 'x', push_magic: 'x' },
  };
  expect(stripped({ content: { count: 1, results: [device] } })).toBe(
    '{"content":{"count":1,"results":[{"id":"1","wifi_access_points":[{"wifi_ssid":"Store"},{"wifi_ssid":"Office"}]}]}}',
  );
  expect(stripped({ emm: { authentication_token: { id: 8, token: 'x' } }, name: 'token' })).toBe(
    '{"emm":{},"name":"token"}',
  );
});

test('no secret is left in whatever comes over the wire, and all else is', () => {
  const key = fc.oneof(
    fc.constantFrom('token', 'wifi_password', 'id', '__proto__', 'constructor', 'toString'),
    fc.string(),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 5 }, fc.jsonValue(), fc.array(tie('tree')), fc.dictionary(key, tie('tree'))),
  }));
  /** Letters of keys may come as escapes. */
  const escaped = (text: string) => text.replaceAll('token', '\\u0074oken');
  fc.assert(
    fc.property(tree, (body) => {
      const text = JSON.stringify(body);
      const open = (at: string, value: unknown) => (isSecret(at) ? undefined : value);
      expect(stripped(JSON.parse(escaped(text)))).toBe(JSON.stringify(JSON.parse(text), open));
    }),
  );
});

test.each([null, 'token', 7, true, []])('what is no record stays as it is: %j', (body) => {
  expect(stripped(body)).toBe(JSON.stringify(body));
});

test.each([
  'refresh_token',
  'settingsAppPassword',
  'cert_password',
  'client_secret',
  'APIKey',
  'suid',
  'download_url',
  'fcmId',
  'pushMagic',
])('the key %s is a secret', (key) => expect(isSecret(key)).toBe(true));

test.each(['token_name', 'password_quality', 'minimumPasswordLength', 'app_file', 'id', 'serial', 'key'])(
  'the key %s is none',
  (key) => expect(isSecret(key)).toBe(false),
);
