import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { useGateway } from '../support/gateway.js';
import { blocks } from './markdown.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const [, changing = ''] = readme.split('\n## Changing things\n');
/** The part under a heading of the third level, up to the next heading. */
const part = (heading: string) => changing.split(`\n### ${heading}\n`)[1]?.split(/\n#+ /)[0] ?? '';

const gateway = useGateway({ devices: 5 });

function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('the example of a user who is invited works', async () => {
  const [mutation = ''] = blocks(part('Users'), 'graphql');
  const { data, errors } = await gateway.query(mutation);
  expect(errors).toBeUndefined();
  expect(data.inviteUser).toEqual({
    invite: { id: expect.any(String), role: { name: 'Viewer' } },
    invitationUrl: expect.stringMatching(/^https:/),
    userErrors: [],
  });
});

test.runIf(hasCurl())('the example of a file that is sent works', async () => {
  const [script = ''] = blocks(part('Apps'), 'sh');
  const cwd = mkdtempSync(join(tmpdir(), 'upload-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  const { stdout } = await promisify(execFile)('sh', ['-c', script.replaceAll('http://127.0.0.1:4000', gateway.url)], {
    cwd,
  });
  const { uploadId, appVersion } = JSON.parse(stdout) as Record<string, string>;
  const { data } = await gateway.query(
    `{ appUpload(id: "${uploadId}") { status appVersion { id } } node(id: "${appVersion}") { __typename } }`,
  );
  expect(data).toEqual({
    appUpload: { status: 'DONE', appVersion: { id: appVersion } },
    node: { __typename: 'AppVersion' },
  });
});
