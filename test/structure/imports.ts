import { filesLike, importsLike, type Files, type Import, type Rule } from './files.js';

/** Source folders stand in one line; imports point left along it. */
const line = ['config', 'telemetry', 'upstream', 'graphql', 'domains', 'server', 'main'];
/** So do the folders of the server, and what stands in it beside them is last. */
const way = [
  'http',
  'documents',
  'flight',
  'rest-api',
  'access',
  'operation',
  'subscriptions',
  'export',
  'uploads',
  '',
];
const stageOf = (path: string) => way.indexOf(/^src\/server\/([\w-]+)\//.exec(path)?.[1] ?? '');
const placeOf = (path: string) => line.indexOf(/^src\/([\w-]+)/.exec(path)?.[1] ?? '');
const domainOf = (path: string) => /^src\/domains\/([\w-]+)\//.exec(path)?.[1];

const told = ({ from, to }: Import) => `${from} imports ${to}`;

/** A rule about imports: those of the files that match, of which none may be `bad`. */
const onImports = (pattern: RegExp, bad: (found: Import) => boolean) => (files: Files) =>
  importsLike(files, pattern).filter(bad).map(told);

/** A rule that a package is imported in one place only. */
function wall(pattern: RegExp, place: RegExp, name: string, plant: Files, isTypeAllowed = false): Rule {
  const isOutside = ({ from, to, isTypeOnly }: Import) =>
    pattern.test(to) && !place.test(from) && !(isTypeAllowed && isTypeOnly);
  return { name, faults: onImports(/^src\/(?!explorer\/)/, isOutside), plant };
}

export const importRules: Rule[] = [
  {
    name: 'imports point left along config, telemetry, upstream, graphql, domains, server, main',
    faults: onImports(/^src\//, ({ from, to }) => placeOf(from) >= 0 && placeOf(to) > placeOf(from)),
    plant: { 'src/upstream/layers/nosy.ts': "import {\n  buildSchema,\n} from '../../graphql/schema.js';\n" },
  },
  {
    name: 'imports within the server point left along http, documents, flight, rest-api, access, operation, and what is served',
    faults: onImports(/^src\/server\//, ({ from, to }) => to.startsWith('src/server/') && stageOf(to) > stageOf(from)),
    plant: { 'src/server/http/nosy.ts': "import { accessOf } from '../access/access.js';\n" },
  },
  {
    name: 'a domain does not import another domain',
    faults: onImports(/^src\/domains\//, ({ from, to }) => {
      const [own, other] = [domainOf(from), domainOf(to)];
      return own !== undefined && other !== undefined && own !== other;
    }),
    plant: { 'src/domains/device/nosy.source.ts': "import { groupSource } from '../group/group.source.js';\n" },
  },
  {
    name: 'a record file imports nothing',
    faults: onImports(/\.record\.ts$/, () => true),
    plant: { 'src/domains/app/nosy.record.ts': "import type { AppRecord } from './app.record.js';\n" },
  },
  {
    name: 'only types are taken from what is generated, and what is no TypeScript to begin with',
    faults: onImports(/^(src|test)\//, ({ to, isTypeOnly }) => {
      return to.startsWith('src/generated/') && to !== 'src/generated/find-records.ts' && !isTypeOnly;
    }),
    plant: { 'src/domains/app/value.ts': "import { AppState } from '../../generated/schema.js';\n" },
  },
  {
    name: 'the simulator imports nothing of ours but record types, and no package',
    faults: onImports(/^src\/simulator\//, ({ to, isTypeOnly }) => {
      if (to.startsWith('src/simulator/') || to.startsWith('node:')) return false;
      return !(isTypeOnly && to.endsWith('.record.ts'));
    }),
    plant: { 'src/simulator/nosy.ts': "import { fill } from '../upstream/route.js';\n" },
  },
  {
    name: 'nothing but main.ts and the command line import the simulator, and only when it is needed',
    faults: onImports(/^src\/(?!simulator\/)/, ({ from, to, isDynamic }) => {
      return to.startsWith('src/simulator/') && !(/^src\/(main|cli\/cli)\.ts$/.test(from) && isDynamic);
    }),
    plant: { 'src/server/nosy.ts': "import { startSimulator } from '../simulator/simulator.js';\n" },
  },
  {
    name: 'the client is a package of its own: it imports nothing of ours but generated types',
    faults: onImports(/^src\/client\//, ({ to, isTypeOnly }) => {
      if (!to.startsWith('src/') || to.startsWith('src/client/')) return false;
      return !(to.startsWith('src/generated/') && isTypeOnly);
    }),
    plant: { 'src/client/nosy.ts': "import { errorCodes } from '../graphql/errors.js';\n" },
  },
  {
    name: 'the explorer is browser code: it imports nothing of ours, and nothing of ours imports it',
    faults: onImports(/^src\//, ({ from, to }) => {
      const [isInside, leadsInside] = [from, to].map((path) => path.startsWith('src/explorer/'));
      return to.startsWith('src/') && isInside !== leadsInside;
    }),
    plant: { 'src/explorer/nosy.ts': "import { settings } from '../config.js';\n" },
  },
  wall(
    /^undici$/,
    /^src\/(upstream\/wire\/transport|client\/request)\.ts$/,
    'undici is imported in upstream/wire/transport.ts and client/request.ts only',
    {
      'src/upstream/layers/fetching.ts': "import { fetch } from 'undici';\n",
    },
  ),
  wall(
    /^dataloader$/,
    /^src\/upstream\/(upstream\.ts$|planning\/)/,
    'dataloader is imported in upstream.ts and planning/ only',
    {
      'src/domains/app/loading.ts': "import DataLoader from 'dataloader';\n",
    },
  ),
  wall(
    /^(@apollo\/server|@as-integrations|@fastify|fastify)(\/|$)/,
    /^src\/server\//,
    'Apollo Server and Fastify are imported in server/ only',
    { 'src/graphql/serving.ts': "import { ApolloServer } from '@apollo/server';\n" },
  ),
  wall(/^ioredis$/, /^src\/upstream\/redis\.ts$/, 'ioredis is imported in upstream/redis.ts only', {
    'src/upstream/cache/store.ts': "import { Redis } from 'ioredis';\n",
  }),
  wall(
    /^pino$/,
    /^src\/telemetry\//,
    'pino is imported in telemetry/ only, but for its types',
    { 'src/server/logging.ts': "import { pino } from 'pino';\n" },
    true,
  ),
  wall(
    /^@opentelemetry\/(?!api$)/,
    /^src\/telemetry\/tracing\.ts$/,
    "OpenTelemetry's SDK is imported in tracing.ts only",
    {
      'src/upstream/layers/exporting.ts':
        "import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';\n",
    },
  ),
  {
    name: "OpenTelemetry's SDK is loaded only when it is needed",
    faults: onImports(/^src\//, ({ to, isDynamic }) => /^@opentelemetry\/(?!api$)/.test(to) && !isDynamic),
    plant: { 'src/telemetry/tracing.ts': "import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';\n" },
  },
  wall(/^jose$/, /^src\/server\/access\//, 'jose is imported in server/access/ only', {
    'src/server/signing.ts': "import { SignJWT } from 'jose';\n",
  }),
  wall(/^prom-client$/, /^src\/telemetry\//, 'prom-client is imported in telemetry/ only', {
    'src/server/counting.ts': "import { Counter } from 'prom-client';\n",
  }),
  wall(
    /^(graphql|@graphql-tools)(\/|$)/,
    /^src\/((graphql|domains|server|cli|site)\/|client\/build\.mjs$)/,
    'upstream/ knows no GraphQL',
    { 'src/upstream/nosy.ts': "import { GraphQLError } from 'graphql';\n" },
  ),
  {
    name: 'what reads lists and wires knows nothing of plans',
    faults: onImports(/^src\/upstream\/(wire|lists)\//, ({ to }) => to.startsWith('src/upstream/planning/')),
    plant: { 'src/upstream/lists/nosy.ts': "import { whichRead } from '../planning/planner.js';\n" },
  },
  {
    name: 'the environment is read in config.ts only',
    faults: (files) =>
      filesLike(files, /^src\/(?!config\.ts|explorer\/build\.mjs)/)
        .filter(([, text]) => /process\s*\.\s*env\b|import\.meta\.env/.test(text))
        .map(([path]) => `${path} reads process.env`),
    plant: { 'src/telemetry/nosy.ts': 'export const level = process.env.LOG_LEVEL;\n' },
  },
];
