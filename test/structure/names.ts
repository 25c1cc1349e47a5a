import { filesLike, type Files, type Rule } from './files.js';

/** What may stand between a file's stem and its extension, by folder. The first pattern that fits a path speaks. */
const roles: [RegExp, string[]][] = [
  [/^src\/domains\/[\w-]+\//, ['domain', 'record', 'source', 'resolvers', 'mutations', 'view']],
  [/^src\/simulator\/[\w-]+\//, ['routes', 'changes', 'seed', 'view', 'filter', 'order']],
  [/^schema\//, ['mutations']],
  [/^test\//, ['test']],
  [/^/, []],
];

const baseOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const hasCode = /\.(ts|tsx|mjs)$/;
const linesOf = (text: string) => text.trimEnd().split('\n').length;

const MOST_LINES = 250;
const MEDIAN_LINES = 100;

function misnamed(path: string): boolean {
  const [stem = '', ...rest] = baseOf(path).split('.');
  const [, known = []] = roles.find(([folder]) => folder.test(path)) ?? [];
  const role = rest.slice(0, -1);
  const isKnown = role.length === 0 || (role.length === 1 && known.includes(role[0] ?? ''));
  return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem) || !isKnown;
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export const nameRules: Rule[] = [
  {
    name: 'file names are kebab-case, with a known role before the extension or none',
    faults: (files) =>
      filesLike(files, /\.(ts|tsx|mjs|graphql)$/)
        .filter(([path]) => misnamed(path))
        .map(([path]) => `${path} is not named <stem>.<role>.<extension> as its folder wants`),
    plant: { 'src/domains/app/appThing.loader.ts': '' },
  },
  {
    name: 'nothing is named utils, helpers, common, shared, types or manager',
    faults: (files) =>
      Object.keys(files)
        .filter((path) => /(^|[/.-])(utils?|helpers?|common|shared|types|managers?)([/.-]|$)/.test(path))
        .map((path) => `${path} does not say what it is about`),
    plant: { 'src/graphql/string-utils.ts': '' },
  },
  {
    name: 'there are no default exports',
    faults: (files) =>
      filesLike(files, /^src\/.*\.(ts|tsx|mjs)$/)
        .filter(([, text]) => /^export default\b|^export \{[^}]*\bas default\b/m.test(text))
        .map(([path]) => `${path} has a default export`),
    plant: { 'src/graphql/nameless.ts': 'export default 1;\n' },
  },
  {
    name: 'there are no barrels but domains/index.ts',
    faults: (files) =>
      filesLike(files, /^(src|test)\/.*\.(ts|tsx|mjs)$/)
        .filter(([path, text]) => path !== 'src/domains/index.ts' && isBarrel(path, text))
        .map(([path]) => `${path} gathers up exports of other files`),
    plant: { 'src/upstream/all.ts': "export { fill } from './route.js';\nexport { compose } from './send.js';\n" },
  },
  {
    name: `no file of src, test and schema is longer than ${MOST_LINES} lines`,
    faults: (files) =>
      Object.entries(files)
        .filter(([path, text]) => !path.endsWith('.yaml') && linesOf(text) > MOST_LINES)
        .map(([path, text]) => `${path} has ${linesOf(text)} lines, more than ${MOST_LINES}`),
    plant: { 'src/graphql/everything.ts': 'x;\n'.repeat(MOST_LINES + 1) },
  },
  {
    name: `half of the source files are shorter than ${MEDIAN_LINES} lines`,
    faults: (files) => {
      const middle = median(filesLike(files, /^src\/.*\.(ts|tsx|mjs)$/).map(([, text]) => linesOf(text)));
      return middle < MEDIAN_LINES ? [] : [`src has a median of ${middle} lines a file`];
    },
    plant: Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`src/long-${n}.ts`, 'x;\n'.repeat(120)])),
    blamed: 'median of 120 lines',
  },
  {
    name: 'an oddity of the REST API is told where it is met, in a comment with "Esper:" and a sentence after it',
    faults: oddities,
    plant: { 'src/domains/app/odd.ts': '/** esper: odd */\n' },
  },
];

function isBarrel(path: string, text: string): boolean {
  if (baseOf(path) === 'index.ts' || /^export \*/m.test(text)) return true;
  const code = text.replace(/\/\*[^]*?\*\/|\/\/.*/g, '').trim();
  return code !== '' && code.replace(/^(import|export) (type )?\{[^}]*\} from '[^']+';$/gm, '').trim() === '';
}

/** The catalogue of oddities is `grep -rn "Esper:" src`, so all of them must be written alike. */
function oddities(files: Files): string[] {
  return filesLike(files, /^src\//)
    .filter(([path]) => hasCode.test(path))
    .flatMap(([path, text]) =>
      text.split('\n').flatMap((line, index) => {
        const mark = /\besper:/i.exec(line);
        if (!mark || /["'`{,]\s*esper:|\besper: Upstream/.test(line)) return [];
        const place = `${path}:${index + 1}`;
        const before = line.slice(0, mark.index);
        if (!/(^\s*\*|\/\*\*?|\/\/)/.test(before)) return [`${place} says "Esper:" outside of a comment`];
        if (!/Esper: \S+ \S+/.test(line)) return [`${place} does not write "Esper: " and a sentence`];
        if (!/^src\/(domains|upstream|graphql|simulator)\//.test(path))
          return [`${place} should not know Esper's ways`];
        return [];
      }),
    );
}
