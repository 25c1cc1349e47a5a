import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settings } from '../src/config.js';
import { families } from '../src/domains/index.js';
import { errorCodes } from '../src/graphql/errors.js';
import { buildSchema } from '../src/graphql/schema.js';
import { parseFlags, USAGE } from '../src/simulator/flags.js';
import { ADMIN_KEY, EXPIRED_KEY, MANAGER_KEY, VIEWER_KEY } from '../src/simulator/keys.js';
import { documents } from './readme/documents.js';
import { blocks, links, places, section, table, written } from './readme/markdown.js';
import { ownMetrics } from './support/exported-metrics.js';
import { useGateway } from './support/gateway.js';
import { projectFile } from './support/project-file.js';

const top = new URL('../', import.meta.url).pathname;
const readme = projectFile('README.md');
const { scripts, dependencies } = JSON.parse(projectFile('package.json')) as Record<string, Record<string, string>>;

/** Holds a table against the code it tells of. The message of a failure is the table as it should be. */
function expectTable(heading: string, head: string, rows: string[][]) {
  const found = written(table(section(readme, heading), head));
  const wanted = written(rows);
  const message = `README.md, "${heading}": put these rows in place of the old ones and run "npm run format".\n${wanted}`;
  expect(found === wanted, message).toBe(true);
}

describe('the README agrees with the code', () => {
  test('on every setting, its default and what it is for', () => {
    const rows = Object.entries(settings).map(([name, { default: byDefault, about }]) => [
      `\`${name}\``,
      byDefault === '' ? 'none' : `\`${byDefault}\``,
      about,
    ]);
    expectTable('Configuration', 'Variable', rows);
  });

  test('on every error code and its meaning', () => {
    const rows = Object.entries(errorCodes).map(([code, meaning]) => [`\`${code}\``, meaning]);
    expectTable('Errors', 'Code', rows);
  });

  test('on every metric, its type, its labels and what it tells', () => {
    const rows = ownMetrics().map(({ name, type, labelNames, help }) => {
      const labels = labelNames.map((label) => `\`${label}\``).join(', ');
      return [`\`${name}\``, type, labels || 'none', help];
    });
    expectTable('Operating', 'Metric', rows);
  });

  test('on the metrics that are there only with Redis', () => {
    const without = ownMetrics({ redis: false }).map(({ name }) => name);
    const more = ownMetrics().flatMap(({ name }) => (without.includes(name) ? [] : [name]));
    const [, told = ''] = /Only with `REDIS_URL` are there ([^.]*)\./.exec(section(readme, 'Operating')) ?? [];
    const named = [...told.matchAll(/`(\w+)`/g)].map(([, name]) => `esper_graphql_${name}`);
    expect(named.toSorted()).toEqual(more.toSorted());
  });

  test('on the file the package comes in', () => {
    const { name, version } = JSON.parse(projectFile('package.json')) as Record<string, string>;
    expect(section(readme, 'Clients')).toContain(`/${name}-${version}.tgz\n`);
  });

  test('on the packages it depends on', () => {
    const named = table(section(readme, 'Dependencies'), 'Package').map(([name]) => name?.replaceAll('`', ''));
    expect(named.toSorted()).toEqual(Object.keys(dependencies ?? {}).toSorted());
  });

  test("on the simulator's keys and flags", () => {
    const simulator = section(readme, 'The simulator');
    expect(table(simulator, 'Key').map(([key]) => key)).toEqual(
      [ADMIN_KEY, MANAGER_KEY, VIEWER_KEY, EXPIRED_KEY].map((key) => `\`${key}\``),
    );
    const flags = table(simulator, 'Flag').map(([flag, , byDefault]) => ({
      flag: flag?.replaceAll('`', ''),
      byDefault,
    }));
    expect(flags.map(({ flag }) => flag)).toEqual(
      [...USAGE.matchAll(/^ {2}(--[\w-]+(?: <\w+>)?)/gm)].map(([, flag]) => flag),
    );
    const { port, host, devices, seed, latencyMs } = parseFlags([]) as Record<string, unknown>;
    expect(flags.slice(0, 5).map(({ byDefault }) => byDefault)).toEqual(
      [port, host, devices, seed, latencyMs].map(String),
    );
  });

  test('on the mutations there are', () => {
    const rows = table(section(readme, 'Changing things'), 'Of');
    const named = rows.flatMap(([, names = '']) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    const mutations = Object.keys(buildSchema(families).getMutationType()?.getFields() ?? {});
    expect(named.toSorted(), 'README.md, "Changing things": name all of them in the table').toEqual(
      mutations.toSorted(),
    );
  });

  test('on the scripts there are', () => {
    const named = [...readme.matchAll(/npm (?:run ([\w:]+)|(start|test)\b)/g)].map(
      ([, run, short]) => run ?? short ?? '',
    );
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(Object.keys(scripts ?? {})).toContain(name);
  });
});

describe.each(documents)('the links of %s', (document) => {
  test('lead somewhere', () => {
    for (const { target, place } of links(projectFile(document))) {
      if (/^https?:/.test(target)) continue;
      const path = target === '' ? document : join(dirname(document), target);
      expect(existsSync(join(top, path)), `${document} links to ${path}`).toBe(true);
      if (place && path.endsWith('.md'))
        expect(places(projectFile(path)), `${document} links to ${path}#${place}`).toContain(place);
    }
  });
});

describe('the README tells the truth about', () => {
  const gateway = useGateway();

  const sample = section(readme, 'A query and its cost');
  const [query = ''] = blocks(sample, 'graphql');

  test('the sample query, its answer and its cost', async () => {
    const { data, errors, calls } = await gateway.query(query);
    expect(errors).toBeUndefined();
    const [answer = ''] = blocks(sample, 'json');
    const shown = JSON.parse(answer) as { data: unknown; extensions: { upstream: { calls: number } } };
    expect(data).toMatchObject(asPart(shown.data));

    const [, links, cost] = /follows (\d+) links[^]*cost\s+(\d+) REST calls/.exec(sample) ?? [];
    expect(linksIn(data)).toBe(Number(links));
    expect(calls.length).toBe(Number(cost));
    expect(shown.extensions.upstream.calls).toBe(Number(cost));
  });

  test.each(table(section(readme, 'How calls are saved'), 'Query'))('the cost of %s', async (source = '', cost) => {
    const { errors, calls } = await gateway.query(source.replaceAll('`', ''));
    expect(errors).toBeUndefined();
    expect(calls.length).toBe(Number(cost));
  });

  test('a change, and the fault it meets', async () => {
    const sample = section(readme, 'Changing things');
    const { data, errors } = await gateway.query(blocks(sample, 'graphql')[0] ?? '');
    expect({ data, errors }).toEqual(JSON.parse(blocks(sample, 'json')[0] ?? ''));
  });

  test('the query that pages', async () => {
    const [page = ''] = blocks(section(readme, 'Paging and cursors'), 'graphql');
    const { data, errors } = await gateway.query(page, { variables: { after: null } });
    expect(errors).toBeUndefined();
    expect(data.devices.pageInfo.reanchored).toBe(false);
  });
});

describe('with the cache the README tells the truth about', () => {
  const gateway = useGateway({ env: { CACHE_ENABLED: 'true' } });

  test('the sample query asked for again', async () => {
    const [query = ''] = blocks(section(readme, 'A query and its cost'), 'graphql');
    await gateway.query(query);
    const { extensions } = await gateway.query(query);
    expect(extensions.upstream).toMatchObject({ calls: 0 });
  });
});

/** The same value as a pattern: lists may go on where it ends. */
function asPart(value: unknown): object {
  const turn = (one: unknown): unknown => {
    if (Array.isArray(one)) return expect.toSatisfy((whole) => beginsWith(whole, one.map(turn)));
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, turn(inner)]));
  };
  return turn(value) as object;
}

function beginsWith(whole: unknown, beginning: unknown[]): boolean {
  if (!Array.isArray(whole) || whole.length < beginning.length) return false;
  expect(whole.slice(0, beginning.length)).toMatchObject(beginning);
  return true;
}

/** How many links of the sample query were followed to something. */
function linksIn(data: unknown): number {
  const followed = /^(viewer|enterprise|rootGroup|children|devices|group|parent|apps|app|latestVersion)$/;
  if (Array.isArray(data)) return data.reduce((sum: number, one) => sum + linksIn(one), 0);
  if (typeof data !== 'object' || data === null) return 0;
  return Object.entries(data).reduce((sum, [key, one]) => sum + (one && followed.test(key) ? 1 : 0) + linksIn(one), 0);
}
