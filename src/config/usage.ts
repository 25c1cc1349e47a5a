import { ConfigError, type Setting } from './setting.js';
import { version } from './version.js';

const WIDTH = 100;

/** The words of `text` in lines of at most `width` characters. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What `--help` says: every setting, what it is for, and its default. */
export function usage(settings: Readonly<Record<string, Setting<unknown>>>): string {
  const column = Math.max(...Object.keys(settings).map((name) => name.length)) + 4;
  const rows = Object.entries(settings).flatMap(([name, { about, default: byDefault }]) => {
    const said = `${about.replaceAll('`', '')} (${byDefault === '' ? 'none' : byDefault})`;
    return wrapped(said, WIDTH - column).map((line, index) => (index === 0 ? `  ${name}` : '').padEnd(column) + line);
  });
  return [
    `esper-graphql ${version}: one GraphQL endpoint over the REST API of Esper`,
    '',
    '  without an argument  it starts',
    '  --help               tells this',
    '  --version            tells the version',
    '',
    'It is set by environment variables, their defaults in brackets:',
    '',
    ...rows,
  ].join('\n');
}

/** What the command line asks to be told instead of a start; undefined when it asks for nothing. Throws for what it cannot ask. */
export function toldInstead(
  args: readonly string[],
  settings: Readonly<Record<string, Setting<unknown>>>,
): string | undefined {
  const [first] = args;
  if (first === undefined) return undefined;
  if (first === '--help' || first === '-h') return usage(settings);
  if (first === '--version' || first === '-v') return version;
  throw new ConfigError(
    `There is no argument ${JSON.stringify(first)}: settings are environment variables, see --help.`,
  );
}
