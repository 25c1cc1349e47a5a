import { posix } from 'node:path';
import { Marked, type Tokens } from 'marked';

/** A page of the site: what stands in it, and what it is called. */
export interface Page {
  readonly title: string;
  /** HTML, without what all pages have around them. */
  readonly body: string;
}

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The place a heading can be linked to by, as GitHub names it. */
const placeOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');

/** Where a document's local links lead in the site: its address from the top of it, or undefined for what is not in it. */
export type AddressOf = (path: string) => string | undefined;

/** HTML in which paths break after a slash, where a narrow column would break them in the middle of a word. */
const breakable = (html: string): string => html.replace(/(?<=[\w}]\/)(?=[\w{])/g, '<wbr>');

/** Whether a paragraph holds nothing but pictures. */
const isPicture = ({ tokens }: Tokens.Paragraph): boolean => tokens.every(({ type }) => type === 'image');

/** Renders a document that stands at `path` of the project; a link to what is no page becomes plain text, and a picture nothing. */
export function renderDocument(text: string, path: string, addressOf: AddressOf): Page {
  let title = path;
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text: heading }: Tokens.Heading) {
        if (depth === 1) title = heading;
        return `<h${depth} id="${placeOf(heading)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens);
        if (/^(https?:|#)/.test(href)) return `<a href="${escapeHtml(href)}">${inner}</a>`;
        const [target = '', place] = href.split('#');
        const address = addressOf(posix.join(posix.dirname(path), target));
        if (address === undefined) return inner;
        return `<a href="${address}${place ? `#${place}` : ''}">${inner}</a>`;
      },
      // Pages load nothing but their style: what a picture shows must stand beside it.
      image: () => '',
      paragraph(token: Tokens.Paragraph) {
        return isPicture(token) ? '' : `<p>${this.parser.parseInline(token.tokens)}</p>\n`;
      },
      codespan: ({ text: code }: Tokens.Codespan) => `<code>${breakable(escapeHtml(code))}</code>`,
      code({ text: code, lang }: Tokens.Code) {
        // Nothing in these pages runs, so a drawing cannot be made of its source; the reference tells the same.
        if (lang === 'mermaid') return '';
        // Wide blocks scroll, which the keyboard must be able to do.
        return `<pre tabindex="0"><code>${escapeHtml(code)}</code></pre>\n`;
      },
      table(token: Tokens.Table) {
        const cells = (row: Tokens.TableCell[], tag: string) =>
          `<tr>${row.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
        const body = token.rows.map((row) => cells(row, 'td')).join('\n');
        return `<div class="wide" tabindex="0"><table><thead>${cells(token.header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  const body = marked.parse(text, { async: false });
  return { title, body };
}

const plain = new Marked();
const harmless = (text: string) => escapeHtml(text).replaceAll('&quot;', '"');

/** Renders a description of the schema. */
export const renderDescription = (text: string | null | undefined): string =>
  text ? plain.parse(harmless(text), { async: false }) : '';

/** Renders a sentence of a description, to stand within a line. */
export const renderSentence = (text: string): string => plain.parseInline(harmless(text), { async: false });
