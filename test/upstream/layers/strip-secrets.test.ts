import { expect, test } from 'vitest';
import { stripSecrets } from '../../../src/upstream/layers/strip-secrets.js';
import { answered, rejection, request } from '../../support/upstream.js';

const send = (body: unknown) =>
  stripSecrets((key) => key === 'token')(async () => ({ ...answered, attempts: 2, waitedMs: 30, body }))(request());

test('secrets are taken out of an answer before anybody sees it', async () => {
  expect(JSON.stringify(await send({ n: 1, token: 'x', within: [{ token: 'x' }] }))).toBe(
    JSON.stringify({ ...answered, body: { n: 1, within: [{}] }, attempts: 2, waitedMs: 30 }),
  );
});

test('an answer nested so deep that walking through it could break something is malformed', async () => {
  const nested = (levels: number): unknown => JSON.parse('{"in":'.repeat(levels) + '1' + '}'.repeat(levels));
  await expect(send(nested(100))).resolves.toMatchObject({ status: 200 });
  expect(await rejection(send(nested(100_000)))).toMatchObject({
    code: 'UPSTREAM_MALFORMED',
    detail: { call: 'GET /things/{id}', status: 200 },
    attempts: 2,
    waitedMs: 30,
  });
});
