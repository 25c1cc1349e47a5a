import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './manifest.js';

const chart = new URL('../../deploy/helm', import.meta.url).pathname;

/** Where .ci/helm puts it. */
const fetched = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'esper-graphql', 'helm');

function found(): string | undefined {
  return ['helm', fetched].find((command) => {
    try {
      execFileSync(command, ['version', '--template', '{{.Version}}'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

const command = found();

/** Whether tests can render the chart. Says so once when they cannot. */
export const hasHelm = command !== undefined;
if (!hasHelm) console.warn('Helm is missing (.ci/helm fetches it): the tests of the chart are left out.');

/** What Helm says to these arguments, the chart's folder last. Throws with what it wrote to stderr when it fails. */
export function helm(...flags: string[]): string {
  return execFileSync(command ?? 'helm', [...flags, chart], { encoding: 'utf8', stdio: 'pipe' });
}

/** The manifests the chart makes of the values, given as `--set` takes them. */
export function rendered(values: Readonly<Record<string, unknown>>): Manifest[] {
  const flags = Object.entries(values).flatMap(([path, value]) => ['--set-json', `${path}=${JSON.stringify(value)}`]);
  return parseAllDocuments(helm('template', 'gateway', '--kube-version', '1.34.0', ...flags))
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);
}

/** The one manifest of this kind. */
export function ofKind(manifests: readonly Manifest[], kind: string): Manifest {
  const [one, ...others] = manifests.filter((manifest) => manifest.kind === kind);
  if (!one || others.length > 0) throw new Error(`There are ${one ? others.length + 1 : 0} of kind ${kind}.`);
  return one;
}
