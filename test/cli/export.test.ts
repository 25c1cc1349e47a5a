import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../src/cli/export-flags.js';
import { runExport } from '../../src/cli/export.js';
import { progressLine } from '../../src/cli/progress-bar.js';
import { useGateway } from '../support/gateway.js';

const gateway = useGateway({ devices: 1000, env: { UPSTREAM_ATTEMPTS: '1' } });
const other = useGateway({ devices: 10, seed: 2 });
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const run = (out: string, ...flags: string[]) =>
  runExport(['devices', '--url', `${gateway.url}/graphql`, '--out', join(folder, out), ...flags], 'demo-admin');
const lines = (out: string) => readFileSync(join(folder, out), 'utf8').trimEnd().split(/\r?\n/);

test('every row of a list is a line, in the order of the list', async () => {
  await run('all.ndjson', '--fields', 'esperId group { path }', '--filter', '{"platforms":["ANDROID"]}');
  const { data } = await gateway.query(
    '{ devices(first: 1000, filter: { platforms: [ANDROID] }) { nodes { esperId group { path } } } }',
  );
  expect(lines('all.ndjson').map((line) => JSON.parse(line) as unknown)).toEqual(data.devices.nodes);
  expect(existsSync(join(folder, 'all.ndjson.progress'))).toBe(false);
});

test('an export that broke off is resumed without a row lost or doubled', async () => {
  const flags = ['--fields', 'name', '--format', 'csv', '--page-size', '99'];
  await run('whole.csv', ...flags);
  gateway.simulator.faults.inject({ kind: 'status', status: 500, match: 'offset=494' });
  await expect(run('parts.csv', ...flags)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  gateway.simulator.faults.clear();
  const broken = lines('parts.csv');
  expect(broken.length).toBeGreaterThan(400);
  expect(broken.length).toBeLessThan(600);
  // Half a page more than was noted, as when the process was killed in the middle of one.
  writeFileSync(join(folder, 'parts.csv'), 'half a li', { flag: 'a' });
  await expect(run('parts.csv', '--fields', 'name alias', '--format', 'csv', '--resume')).rejects.toThrow(
    'other flags',
  );
  await run('parts.csv', ...flags, '--resume');
  expect(lines('parts.csv')).toEqual(lines('whole.csv'));
  expect(lines('whole.csv')).toHaveLength(1001);
});

test.each([
  ['wrong key', [], 'demo-expired', 'UNAUTHENTICATED'],
  ['wrong field', ['--fields', 'colour'], 'demo-admin', 'GRAPHQL_VALIDATION_FAILED'],
])('a %s leaves what an earlier export wrote', async (_, flags, key, code) => {
  const file = join(folder, 'kept');
  writeFileSync(file, 'the rows of yesterday');
  const ended = runExport(['devices', '--url', `${gateway.url}/graphql`, '--out', file, ...flags], key);
  await expect(ended).rejects.toMatchObject({ code });
  expect(readFileSync(file, 'utf8')).toBe('the rows of yesterday');
});

test('what is no file is not written to as one', async () => {
  const ended = runExport(['devices', '--url', `${gateway.url}/graphql`, '--out', '/dev/null'], 'demo-admin');
  await expect(ended).rejects.toThrow(UsageError);
  await expect(ended).rejects.toThrow('--out /dev/null is no file: leave --out away');
});

describe('an export that broke off', () => {
  const flags = ['--fields', 'name', '--page-size', '99'];
  const breakOff = async (out: string, match = 'offset=494') => {
    gateway.simulator.faults.inject({ kind: 'status', status: 500, match });
    await expect(run(out, ...flags)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    gateway.simulator.faults.clear();
  };

  test('and is begun anew leaves nothing to go on with, so that all its rows come', async () => {
    await breakOff('anew');
    await breakOff('anew', '/v2/devices/');
    await run('anew', ...flags, '--resume');
    await run('whole', ...flags);
    expect(lines('anew')).toEqual(lines('whole'));
    expect(lines('anew')).toHaveLength(1000);
  });

  test.each([
    ['is gone', (file: string) => rmSync(file), 'is gone: begin anew without --resume'],
    ['was cut off', (file: string) => truncateSync(file, 10), 'has 10 bytes, and had'],
  ])('is not resumed when its file %s', async (_, damage, message) => {
    await breakOff('cut');
    damage(join(folder, 'cut'));
    const ended = run('cut', ...flags, '--resume');
    await expect(ended).rejects.toThrow(UsageError);
    await expect(ended).rejects.toThrow(message);
  });

  test.each(['', 'null', '{"cursor":"a","rows":'])('is not resumed by the note %j, and its rows stay', async (note) => {
    await breakOff('noted');
    const before = lines('noted');
    writeFileSync(join(folder, 'noted.progress'), note);
    const ended = run('noted', ...flags, '--resume');
    await expect(ended).rejects.toThrow(UsageError);
    await expect(ended).rejects.toThrow('does not tell how far the export came: begin anew without --resume');
    expect(lines('noted')).toEqual(before);
  });

  test.each([
    ['gateway', () => ['--url', `${other.url}/graphql`]],
    ['tenant', () => ['--tenant', 'bar']],
  ])('is not resumed with the rows of another %s', async (_, others) => {
    await breakOff('mixed');
    const before = lines('mixed');
    const ended = run('mixed', ...flags, ...others(), '--resume');
    await expect(ended).rejects.toThrow(UsageError);
    await expect(ended).rejects.toThrow('other flags');
    expect(lines('mixed')).toEqual(before);
  });
});

test.each([
  [['things'], 'Name one of devices, groups, apps, users'],
  [['users', '--filter', '{}'], 'cannot be filtered'],
  [['groups', '--order-by', '{}'], 'cannot be ordered'],
  [['devices', '--filter', '{'], '--filter is no JSON'],
  [['devices', '--format', 'xml'], '--format is ndjson or csv'],
  [['devices', '--page-size', '0'], 'from 1 to 1000'],
  [
    ['devices', '--url', 'fleet.example.com/graphql'],
    '--url is no http or https URL, such as http://127.0.0.1:4000/graphql',
  ],
  [['devices', '--url', 'localhost:4000/graphql'], '--url is no http or https URL'],
  [['devices', '--fields', 'name {'], "--fields is no selection, such as 'name group { path }': Syntax Error"],
  [['devices', '--fields', ''], '--fields is no selection'],
  [['devices', '--fields', 'name ...Row'], 'write out ...Row'],
  [['devices', '--resume'], 'needs --out'],
  [['devices', '--resume', '--out', '-'], 'needs --out'],
  [['devices', '--colour'], /^Unknown option '--colour'\. See --help\.$/],
  [['devices', '--out'], /^Option '--out <value>' argument missing\. See --help\.$/],
])('%j is told what would be right', async (args, message) => {
  const ended = runExport(args, 'demo-admin');
  await expect(ended).rejects.toThrow(UsageError);
  await expect(ended).rejects.toThrow(message);
});

test('without a key nothing is asked', async () => {
  await expect(runExport(['devices'], null)).rejects.toThrow('ESPER_API_KEY is not set');
});

test('how far it is stands on one line', () => {
  expect(progressLine(250, 1000, 99.6)).toBe('██████░░░░░░░░░░░░░░░░░░  25 %   250 of 1,000 rows   100 rows/s');
  expect(progressLine(1250, null, 10)).toBe('1,250 rows   10 rows/s');
});
