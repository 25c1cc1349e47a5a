import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { escapeHtml, renderDocument, type Page } from './markdown.js';
import { referencePages } from './reference.js';

export interface Site {
  readonly schema: GraphQLSchema;
  /** The text of each document, by its path in the project: README.md, CHANGELOG.md and what is in docs/. */
  readonly documents: Readonly<Record<string, string>>;
  readonly style: string;
  /** The folder to write into. What is in it is deleted first. */
  readonly target: string;
}

/** The first page: its list of guides is the menu of all pages. */
const FIRST = 'docs/README.md';

const named: Readonly<Record<string, string>> = {
  [FIRST]: 'index.html',
  'README.md': 'about.html',
  'CHANGELOG.md': 'changelog.html',
};

const addressOf = (path: string): string => named[path] ?? path.replace(/^docs\//, '').replace(/\.md$/, '.html');

/** Writes the guides and a page for each type of the schema: plain HTML and one style sheet, with no script in it. */
export function buildSite({ schema, documents, style, target }: Site): void {
  const addresses = new Map(Object.keys(documents).map((path) => [path, addressOf(path)]));
  const leadTo = (path: string) =>
    addresses.get(path) ?? (path.startsWith('schema') ? 'reference/index.html' : undefined);
  const pages = new Map<string, Page>();
  for (const [path, text] of Object.entries(documents)) pages.set(addressOf(path), renderDocument(text, path, leadTo));
  for (const [name, page] of referencePages(schema)) pages.set(`reference/${name}.html`, page);

  const guides = [...(documents[FIRST] ?? '').matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, file = '']) => addressOf(file));
  const menu = ['index.html', ...guides, 'reference/index.html', 'about.html', 'changelog.html'];
  rmSync(target, { recursive: true, force: true });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  };
  write('style.css', style);
  for (const [address, page] of pages) {
    const up = address.includes('/') ? '../' : '';
    const items = menu.map((to) => {
      const here = to === address ? ' aria-current="page"' : '';
      return `<li><a href="${up}${to}"${here}>${escapeHtml(pages.get(to)?.title ?? to)}</a></li>`;
    });
    write(address, framed(page, up, items.join('\n')));
  }
}

const framed = ({ title, body }: Page, up: string, menu: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)} · esper-graphql</title>
    <link rel="stylesheet" href="${up}style.css">
  </head>
  <body>
    <nav aria-label="Pages"><ul>${menu}</ul></nav>
    <main>
${body}
    </main>
  </body>
</html>
`;
