import { readdirSync } from 'node:fs';

/** The documents for users, as paths from the top of the project. */
export const documents: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'examples/README.md',
  'src/domains/README.md',
  ...readdirSync(new URL('../../docs/', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`)
    .sort(),
];
