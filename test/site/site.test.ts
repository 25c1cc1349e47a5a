import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fastify, { type FastifyInstance } from 'fastify';
import { buildSchema as buildFromSdl } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { families } from '../../src/domains/index.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { serveDocs } from '../../src/server/docs.js';
import { secureHeaders } from '../../src/server/http/secure-headers.js';
import { buildSite } from '../../src/site/build-site.js';
import { renderDocument } from '../../src/site/markdown.js';
import { referencePages } from '../../src/site/reference.js';
import { documents } from '../readme/documents.js';
import { useGateway } from '../support/gateway.js';

const top = new URL('../../', import.meta.url);
const schema = buildSchema(families);
const target = mkdtempSync(join(tmpdir(), 'docs-'));
const read = (page: string) => readFileSync(join(target, page), 'utf8');
const pages = () => readdirSync(target, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));

beforeAll(() => {
  // As main.ts has it.
  const paths = documents.filter((path) => !/^(src|examples)\//.test(path));
  const texts = paths.map((path) => [path, readFileSync(new URL(path, top), 'utf8')]);
  const style = readFileSync(new URL('src/site/style.css', top), 'utf8');
  buildSite({ schema, documents: Object.fromEntries(texts), style, target });
});
afterAll(() => rmSync(target, { recursive: true }));

test('there is a page for each guide and for each type', () => {
  const guides = documents.filter((path) => path.startsWith('docs/') && path !== 'docs/README.md');
  for (const path of guides)
    expect(existsSync(join(target, path.replace('docs/', '').replace('.md', '.html')))).toBe(true);
  const types = Object.keys(schema.getTypeMap()).filter((name) => !/^__|^(String|Int|Float|Boolean|ID)$/.test(name));
  for (const name of types) expect(read('reference/index.html')).toContain(`href="${name}.html"`);
});

test('all links and places that pages name are there, and every page is led to', () => {
  const places = new Map(pages().map((page) => [page, [...read(page).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)]));
  const reached = new Set<string>();
  const broken: string[] = [];
  for (const page of pages()) {
    for (const [, href = ''] of read(page).matchAll(/<a href="([^"]+)"/g)) {
      if (/^https?:/.test(href)) continue;
      const [file = '', place] = href.split('#');
      const to = file === '' ? page : join(dirname(page), file);
      reached.add(to);
      const isThere = place === undefined ? places.has(to) : places.get(to)?.includes(place);
      if (!isThere) broken.push(`${page} leads to ${href}`);
    }
  }
  expect(broken).toEqual([]);
  expect(pages().filter((page) => !reached.has(page))).toEqual([]);
});

test('pages load their style, which is there, and nothing else', () => {
  for (const page of pages()) {
    const loaded = read(page).matchAll(/<(?!a )[^>]* (?:href|src|srcset|data|poster|action)="([^"]*)"/g);
    const files = [...loaded].map(([, file = '']) => join(dirname(page), file));
    expect(files, page).toEqual(['style.css']);
  }
  expect(read('style.css')).not.toMatch(/url\(|@import/);
});

test('a path breaks after a slash, and nothing else in the middle', () => {
  const { body } = renderDocument('`GET /v1/app/{id}/` of `<https://a.b>`', 'a.md', () => undefined);
  expect(body).toBe('<p><code>GET /v1/<wbr>app/<wbr>{id}/</code> of <code>&lt;https://a.b&gt;</code></p>\n');
});

test('a picture is left out, and what stands around it is not', () => {
  const { body } = renderDocument(
    '# Title\n\n![A chart](chart.svg)\n\nText ![with one](one.svg) in it.',
    'a.md',
    () => 'a.html',
  );
  expect(body).toBe('<h1 id="title">Title</h1>\n<p>Text  in it.</p>\n');
});

test('the page of a type tells its fields, their arguments, and where it is met', () => {
  const page = read('reference/Device.html');
  expect(page).toContain('A phone, tablet, kiosk or computer under management.');
  expect(page).toMatch(/<h3 id="group"><code>group: <a href="Group.html">Group<\/a><\/code><\/h3>/);
  expect(page).toContain('<a href="Query.html#device"><code>Query.device</code></a>');
  expect(read('reference/Query.html')).toContain('= { field: NAME, direction: ASC }');
});

test('the page of a union tells what it may be, and stands in the list', () => {
  const kinds = referencePages(buildFromSdl('union Shape = Dot | Line type Dot { x: Int } type Line { length: Int }'));
  const links = '<a href="Dot.html">Dot</a>, <a href="Line.html">Line</a>';
  expect(kinds.get('Shape')?.body).toContain(`<p>Is one of ${links}.</p>`);
  expect(kinds.get('index')?.body).toContain(
    '<h2>Interfaces and unions</h2>\n<ul class="types"><li><a href="Shape.html">',
  );
});

test('the list of types has the first sentence of each', () => {
  const sentence = 'An object with an identity of its own, that can be asked for again with <code>node(id:)</code>.';
  expect(read('reference/index.html')).toContain(`<a href="Node.html">Node</a> <span>${sentence}</span>`);
});

test('what a page holds is shown as it is written, and nothing of it runs', () => {
  for (const page of pages()) expect(read(page)).not.toMatch(/<script|<style| style=| on\w+="/);
  expect(read('auth.html')).toContain('Bearer &lt;key&gt;');
});

describe('over HTTP', () => {
  let server: FastifyInstance;
  beforeAll(async () => {
    server = fastify();
    secureHeaders(server);
    await serveDocs(server, pathToFileURL(`${target}/`));
  });
  afterAll(() => server.close());

  test.each(['/docs/', '/docs/paging.html', '/docs/reference/Device.html'])(
    '%s may load its style alone',
    async (url) => {
      const { statusCode, headers } = await server.inject(url);
      expect(statusCode).toBe(200);
      expect(headers['content-type']).toContain('text/html');
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self';/);
      expect(headers).toMatchObject({ 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    },
  );

  test('/docs leads to /docs/, and other files are not there', async () => {
    expect((await server.inject('/docs')).headers['location']).toBe('/docs/');
    expect((await server.inject('/docs/%2e%2e/package.json')).statusCode).toBeGreaterThanOrEqual(400);
    expect((await server.inject('/docs/nothing.html')).statusCode).toBe(404);
  });

  test('says how to build the pages when they are missing', async () => {
    const bare = fastify();
    await serveDocs(bare, new URL('./no-such-folder/', import.meta.url));
    expect(await bare.inject('/docs')).toMatchObject({
      statusCode: 503,
      body: expect.stringContaining('npm run docs'),
    });
  });
});

describe('where the explorer is off', () => {
  const gateway = useGateway({ devices: 1, env: { EXPLORER: 'off' } });

  test('the pages are, too', async () => {
    expect((await fetch(`${gateway.url}/docs`)).status).toBe(404);
    expect((await fetch(`${gateway.url}/docs/`)).status).toBe(404);
  });
});
