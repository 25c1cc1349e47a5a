import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { bundled } from '../support/bundled.js';
import { root } from '../support/program.js';

const entry = 'dist/logging/log.js';
beforeAll(() => bundled('src/telemetry/log.ts', entry));

/** What a process that does this with its log, and ends, has written. */
async function written(script: string): Promise<Record<string, unknown>[]> {
  const source = `import { createLog } from ${JSON.stringify(join(root, entry))};\nconst log = createLog('info');\n${script}`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('the last lines are written though the process ends at once', async () => {
  const lines = await written("for (let n = 0; n < 1000; n++) log.info({ n }, 'line'); process.exit(0);");
  expect(lines.map(({ n }) => n)).toEqual(Array.from({ length: 1000 }, (_, n) => n));
});

test('credentials in headers are blotted out', async () => {
  const headers = "{ authorization: 'Bearer SECRET', cookie: 'a=SECRET', accept: '*/*' }";
  const script = ['headers', 'req: { headers }', 'request: { headers }', 'err: Object.assign(new Error(), { headers })']
    .map((what) => `{ const headers = ${headers}; log.info({ ${what} }); }`)
    .join('\n');
  const lines = await written(script);
  expect(lines).toHaveLength(4);
  expect(JSON.stringify(lines)).not.toContain('SECRET');
  expect(JSON.stringify(lines).match(/\[secret\]/g)).toHaveLength(8);
});
