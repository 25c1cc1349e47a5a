import { expect, test } from 'vitest';
import { createSeal } from '../../src/graphql/seal.js';

const sealOf = createSeal(Buffer.from('a secret of this gateway'));
const mine = sealOf('Bearer mine');
const text = 'https://example.com/invitation?ticket=ü';

test('what a caller closed is opened by that caller, in whichever replica', () => {
  expect(sealOf('Bearer mine').open(mine.close(text))).toBe(text);
});

test('what is closed shows nothing of what it is, nor that it is the same', () => {
  expect(Buffer.from(mine.close(text), 'base64url').toString('latin1')).not.toContain('invitation');
  expect(mine.close(text)).not.toBe(mine.close(text));
});

test('nobody else opens it, nor is it opened when it was tampered with', () => {
  const sealed = mine.close(text);
  expect(sealOf('Bearer other').open(sealed)).toBeNull();
  expect(createSeal(Buffer.from('another secret'))('Bearer mine').open(sealed)).toBeNull();
  for (const bad of ['', 'AAAA', `${sealed.slice(0, -2)}AA`]) expect(mine.open(bad)).toBeNull();
});
