import { parseArgs } from 'node:util';
import { columnsOf, resources, type ResourceName } from './resources.js';
import type { Format } from './rows.js';

const ENDPOINT = 'http://127.0.0.1:4000/graphql';

export const EXPORT_USAGE = `Writes all rows of a list, page by page.

  esper-graphql export <devices|groups|apps|users> [flags]

  --fields <selection>  what to take of each row, as in a query, such as 'name group { path }'
  --filter <json>       which rows, as the filter of the list, such as '{"state":"INACTIVE"}'
  --order-by <json>     in which order (devices), such as '{"field":"NAME"}'
  --format <format>     ndjson, one JSON object a line, or csv (ndjson)
  --out <file>          the file to write (-, standard output)
  --resume              goes on where an export into the same file ended
  --page-size <n>       rows in a page (250)
  --url <url>           the endpoint (${ENDPOINT})
  --tenant <name>       the tenant, where the gateway serves several
  --help                this text

The key is read from ESPER_API_KEY.`;

/** A mistake in what was typed; the message says what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface ExportFlags {
  readonly resource: ResourceName;
  readonly fields: string;
  /** The ways to the values of a row, as `fields` names them. */
  readonly columns: readonly (readonly string[])[];
  readonly filter: unknown;
  readonly orderBy: unknown;
  readonly format: Format;
  readonly out: string | undefined;
  readonly resume: boolean;
  readonly pageSize: number;
  readonly url: string;
  readonly tenant: string | undefined;
}

/** Reads the flags. Throws UsageError. */
export function readExportFlags(args: readonly string[]): ExportFlags | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help) return 'help';
  const [name = '', ...more] = positionals;
  if (!isResource(name) || more.length > 0) {
    throw new UsageError(`Name one of ${Object.keys(resources).join(', ')}; "${positionals.join(' ')}" is none.`);
  }
  const { filter, orderBy, fields: byDefault } = resources[name];
  if (values.filter !== undefined && !filter) throw new UsageError(`The list of ${name} cannot be filtered.`);
  if (values['order-by'] !== undefined && !orderBy) throw new UsageError(`The list of ${name} cannot be ordered.`);
  const { fields = byDefault, format, resume, url, tenant } = values;
  const out = values.out === '-' ? undefined : values.out;
  if (format !== 'ndjson' && format !== 'csv') throw new UsageError(`--format is ndjson or csv, not ${format}.`);
  if (resume && out === undefined) throw new UsageError('--resume needs --out: the file to go on with.');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UsageError(`--url is no http or https URL, such as ${ENDPOINT}: ${url}`);
  const pageSize = Number(values['page-size']);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 1000)
    throw new UsageError(`--page-size is a whole number from 1 to 1000, not ${values['page-size']}.`);
  return {
    resource: name,
    fields,
    columns: columns(fields),
    filter: json('--filter', values.filter),
    orderBy: json('--order-by', values['order-by']),
    format,
    out,
    resume,
    pageSize,
    url,
    tenant,
  };
}

const isResource = (name: string): name is ResourceName => Object.hasOwn(resources, name);

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        fields: text,
        filter: text,
        'order-by': text,
        format: { ...text, default: 'ndjson' },
        out: text,
        resume: flag,
        'page-size': { ...text, default: '250' },
        url: { ...text, default: ENDPOINT },
        tenant: text,
        help: { ...flag, short: 'h' },
      },
    });
  } catch (error) {
    // Of an unknown flag Node says besides how it could be meant as something else.
    const [what = ''] = (error as Error).message.split(/\. |\n/, 1);
    throw new UsageError(`${what.replace(/\.$/, '')}. See --help.`);
  }
}

function columns(fields: string): string[][] {
  try {
    return columnsOf(fields);
  } catch (error) {
    throw new UsageError(`--fields is no selection, such as 'name group { path }': ${(error as Error).message}`);
  }
}

function json(flag: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${flag} is no JSON: ${text}`);
  }
}
