import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../support/program.js';

const run = (args: readonly string[], key = 'demo-admin') =>
  spawnSync(process.execPath, ['dist/cli/cli.js', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], ESPER_API_KEY: key },
    encoding: 'utf8',
  });

test.each([
  [['explode'], 'demo-admin', 'There is no command "explode"', 2],
  [['schema', '--json'], 'demo-admin', 'schema takes no flags, and "--json" is one. See esper-graphql --help.', 2],
  [['export', 'devices', '--fields', 'name {'], 'demo-admin', '--fields is no selection', 2],
  [['export', 'devices'], 'two words', 'ESPER_API_KEY is not fit', 1],
])('%j with the key "%s" is told what is wrong on one line', (args, key, message, status) => {
  const ended = run(args, key);
  expect(ended.stderr).toContain(message);
  expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(ended.status).toBe(status);
});

test.each([
  ['start', 'ESPER_TENANT'],
  ['simulator', '--devices'],
  ['schema', 'prints the schema'],
  ['export', '--resume'],
])('%s --help tells of itself, on a page', (command, said) => {
  const { stdout, status } = run([command, '--help']);
  expect(status).toBe(0);
  expect(stdout).toContain(said);
  expect(stdout.split('\n').length).toBeLessThan(150);
});

test('a schema that could not be written does not pass for one', () => {
  const stdio = ['ignore', openSync('/dev/full', 'w'), 'pipe'] as const;
  const ended = spawnSync(process.execPath, ['dist/cli/cli.js', 'schema'], {
    cwd: root,
    encoding: 'utf8',
    stdio: [...stdio],
  });
  expect(ended.stderr).toContain('ENOSPC');
  expect(ended.status).toBe(1);
});
