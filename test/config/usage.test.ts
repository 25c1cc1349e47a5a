import { expect, test } from 'vitest';
import { settings } from '../../src/config.js';
import { toldInstead, usage } from '../../src/config/usage.js';
import { version } from '../../src/config/version.js';

test('--help names every setting with what it is for and its default, in lines that fit', () => {
  const text = toldInstead(['--help'], settings) ?? '';
  const words = text.replace(/\s+/g, ' ');
  for (const [name, { about, default: byDefault }] of Object.entries(settings)) {
    expect(words).toContain(` ${name} ${about.replaceAll('`', '')} (${byDefault || 'none'})`.replace(/\s+/g, ' '));
  }
  expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
  // It is started from a clone, from an image, and by `esper-graphql start`.
  expect(text).not.toContain('dist/main.js');
});

test('descriptions stand in one column', () => {
  const read = (value: string) => value;
  const about = Array.from({ length: 30 }, (_, n) => `word${n}`).join(' ');
  const lines = usage({
    SHORT: { default: '1', about, read },
    MUCH_LONGER: { default: '', about: 'Little', read },
  }).split('\n');
  expect(lines.filter((line) => /^ {2}[A-Z]/.test(line))).toEqual([
    expect.stringMatching(/^ {2}SHORT {8}word0 /),
    '  MUCH_LONGER  Little (none)',
  ]);
  expect(lines).toContainEqual(expect.stringMatching(/^ {15}word\d+ .*/));
});

test.each(['--version', '-v'])('%s tells the version', (arg) => {
  expect(toldInstead([arg], settings)).toBe(version);
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
});

test('without an argument it starts, and with any other it says what to do', () => {
  expect(toldInstead([], settings)).toBeUndefined();
  expect(() => toldInstead(['--port', '80'], settings)).toThrow(
    'There is no argument "--port": settings are environment variables, see --help.',
  );
});
