import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';

/** Text by path from the top of the project, such as `src/main.ts`. What every rule looks at, so that faults can be planted. */
export type Files = Readonly<Record<string, string>>;

/** Something a rule does not allow: what is said begins with the file. */
export interface Rule {
  /** A sentence about how things are. */
  readonly name: string;
  /** The faults, one line each; none when the rule holds. */
  readonly faults: (files: Files) => string[];
  /** Files that break the rule, to see that it is noticed. */
  readonly plant: Files;
  /** What a fault must then name: the first planted file, unless said otherwise. */
  readonly blamed?: string;
}

const top = new URL('../../', import.meta.url);

/** All files below these folders, without what is generated. */
export function readFiles(...folders: string[]): Files {
  const paths = folders.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(top.pathname.length)),
  );
  const kept = paths.filter((path) => !path.startsWith('src/generated/')).sort();
  return Object.fromEntries(kept.map((path) => [path, readFileSync(new URL(path, top), 'utf8')]));
}

/** Files whose path matches, as [path, text]. */
export const filesLike = (files: Files, pattern: RegExp): [string, string][] =>
  Object.entries(files).filter(([path]) => pattern.test(path));

export interface Import {
  /** The file that imports. */
  readonly from: string;
  /** A path from the top of the project for our own files, a package's name for others. */
  readonly to: string;
  readonly isTypeOnly: boolean;
  readonly isDynamic: boolean;
}

const statement = /^(?:import|export)\s+(type\s)?(?:[\w*\s{},$]*?\sfrom\s+)?'([^']+)';/gm;
const call = /\bimport\(\s*'([^']+)'\s*\)/g;

/** Everything a file imports or re-exports. */
export function importsOf(from: string, text: string): Import[] {
  const resolved = (specifier: string) =>
    specifier.startsWith('.') ? join(dirname(from), specifier).replace(/\.js$/, '.ts') : specifier;
  const written = [...text.matchAll(statement)].map(([, type, specifier = '']) => ({
    from,
    to: resolved(specifier),
    isTypeOnly: type !== undefined,
    isDynamic: false,
  }));
  const called = [...text.matchAll(call)].map(([, specifier = '']) => ({
    from,
    to: resolved(specifier),
    isTypeOnly: false,
    isDynamic: true,
  }));
  return [...written, ...called];
}

/** The imports of all source files whose path matches. */
export const importsLike = (files: Files, pattern: RegExp): Import[] =>
  filesLike(files, pattern)
    .filter(([path]) => /\.(ts|tsx|mjs)$/.test(path))
    .flatMap(([path, text]) => importsOf(path, text));
