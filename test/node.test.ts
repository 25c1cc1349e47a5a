import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const expected = process.env.EXPECTED_NODE;
const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  engines: { node: string };
};

test(`the tests run on Node ${process.version}, which the package allows${expected ? ' and CI asked for' : ''}`, () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [, leastMajor, leastMinor] = /^>=(\d+)\.(\d+)$/.exec(engines.node) ?? [];
  expect(major * 1000 + minor).toBeGreaterThanOrEqual(Number(leastMajor) * 1000 + Number(leastMinor));
  if (expected) expect(String(major)).toBe(expected);
});
