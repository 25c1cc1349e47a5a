import { filesLike, type Files, type Rule } from './files.js';

/** The names of the folders that stand directly in `folder`. */
const foldersIn = (files: Files, folder: string): string[] => [
  ...new Set(
    Object.keys(files).flatMap((path) => {
      const rest = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/') : [];
      return rest.length > 1 ? [rest[0] ?? ''] : [];
    }),
  ),
];

/** The families of a domain: stems that have both a source and resolvers. */
const familiesOf = (files: Files, domain: string): string[] =>
  filesLike(files, new RegExp(`^src/domains/${domain}/[\\w-]+\\.source\\.ts$`))
    .map(([path]) => path.slice(path.lastIndexOf('/') + 1).replace('.source.ts', ''))
    .filter((stem) => `src/domains/${domain}/${stem}.resolvers.ts` in files);

const onDomains = (faultsOf: (files: Files, domain: string) => string[]) => (files: Files) =>
  foldersIn(files, 'src/domains').flatMap((domain) => faultsOf(files, domain));

const lone = { 'src/domains/lone/lone.source.ts': '', 'src/domains/lone/lone.resolvers.ts': '' };

export const mirrorRules: Rule[] = [
  {
    name: 'every domain has a folder of the same name in schema/ and in simulator/',
    faults: onDomains((files, domain) =>
      ['schema', 'src/simulator']
        .filter((place) => !foldersIn(files, place).includes(domain))
        .map((place) => `src/domains/${domain} has no ${place}/${domain}`),
    ),
    plant: lone,
    blamed: 'src/domains/lone',
  },
  {
    name: 'every folder of schema/ is a domain',
    faults: (files) =>
      foldersIn(files, 'schema')
        .filter((folder) => !foldersIn(files, 'src/domains').includes(folder))
        .map((folder) => `schema/${folder} has no src/domains/${folder}`),
    plant: { 'schema/lone/lone.graphql': '' },
    blamed: 'schema/lone',
  },
  {
    name: 'every family is described in the schema file of its stem',
    faults: onDomains((files, domain) =>
      familiesOf(files, domain)
        .filter((stem) => !(`schema/${domain}/${stem}.graphql` in files))
        .map((stem) => `src/domains/${domain}/${stem}.source.ts has no schema/${domain}/${stem}.graphql`),
    ),
    plant: lone,
    blamed: 'src/domains/lone',
  },
  {
    name: 'every source and every record of a family stand beside each other',
    faults: (files) =>
      filesLike(files, /^src\/domains\/.*\.source\.ts$/)
        .map(([path]) => path.replace('.source.ts', '.record.ts'))
        .filter((record) => !(record in files))
        .map((record) => `${record} is missing: what does Esper send?`),
    plant: lone,
    blamed: 'src/domains/lone',
  },
  {
    name: 'every domain is listed in its own <domain>.domain.ts and in domains/index.ts',
    faults: onDomains((files, domain) => {
      const list = `src/domains/${domain}/${domain}.domain.ts`;
      const index = files['src/domains/index.ts'] ?? '';
      if (!(list in files)) return [`${list} is missing`];
      return index.includes(`'./${domain}/${domain}.domain.js'`) ? [] : [`src/domains/index.ts does not list ${list}`];
    }),
    plant: lone,
    blamed: 'src/domains/lone',
  },
  {
    name: 'every domain has tests through the graph and routes in the simulator',
    faults: onDomains((files, domain) => {
      const tested = filesLike(files, new RegExp(`^test/domains/${domain}(/.*|[\\w-]*)\\.test\\.ts$`));
      const routes = filesLike(files, new RegExp(`^src/simulator/${domain}/.*\\.routes\\.ts$`));
      return [
        ...(tested.length > 0 ? [] : [`src/domains/${domain} has no test in test/domains`]),
        ...(routes.length > 0 ? [] : [`src/domains/${domain} has no routes in src/simulator/${domain}`]),
      ];
    }),
    plant: lone,
    blamed: 'src/domains/lone',
  },
];

type ResolverMap = Readonly<Record<string, unknown>>;

/** Fields that more than one family answers, as "Type.field"; the later would win without a word. */
export function answeredTwice(families: readonly object[]): string[] {
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const family of families) {
    for (const [type, fields] of Object.entries(family as ResolverMap)) {
      if (Object.getPrototypeOf(fields) !== Object.prototype) continue; // a scalar
      for (const field of Object.keys(fields as ResolverMap)) {
        const name = `${type}.${field}`;
        if (seen.has(name)) twice.push(name);
        seen.add(name);
      }
    }
  }
  return twice;
}
