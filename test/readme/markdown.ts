/** The part of a document under a heading, up to the next heading of any level. */
export function section(text: string, heading: string): string {
  const [, after] = text.split(`\n## ${heading}\n`);
  if (after === undefined) throw new Error(`There is no heading "${heading}".`);
  let isCode = false;
  const lines = after.split('\n');
  const end = lines.findIndex((line) => {
    if (line.startsWith('```')) isCode = !isCode;
    return !isCode && /^#+ /.test(line); // in code it is a comment of the shell's
  });
  return lines.slice(0, end < 0 ? undefined : end).join('\n');
}

/** The rows of the first table whose head begins with this cell: the cells of each, without the head. */
export function table(text: string, firstHead: string): string[][] {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${firstHead} `));
  if (head < 0) throw new Error(`There is no table that begins with "${firstHead}".`);
  const end = lines.findIndex((line, index) => index > head && !line.startsWith('|'));
  return lines.slice(head + 2, end < 0 ? undefined : end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** A table as it is written, not yet aligned. */
export const written = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The contents of all code blocks in a language. */
export const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].filter(([, one]) => one === language).map(([, , code = '']) => code);

export interface Link {
  /** The path or address, without what follows `#`. */
  readonly target: string;
  /** What follows `#`; empty for the top. */
  readonly place: string;
}

/** All links that are written as `[text](target)`. */
export const links = (text: string): Link[] =>
  [...text.matchAll(/\[[^\]]*\]\(([^)#\s]*)(?:#([^)\s]*))?\)/g)].map(([, target = '', place = '']) => ({
    target,
    place,
  }));

/** The places in a document that a link can lead to, as GitHub names them. */
export const places = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
