import { request } from '../client/request.js';
import { walk, type Page } from '../client/walk.js';
import { Checkpoint, type Progress } from './checkpoint.js';
import { EXPORT_USAGE, readExportFlags, UsageError, type ExportFlags } from './export-flags.js';
import { showProgress } from './progress-bar.js';
import { pageQuery } from './resources.js';
import { rowWriter } from './rows.js';
import { fileSink, outputSink } from './sink.js';

type Counted = Page<unknown> & { readonly totalCount?: number | null };

const START: Progress = { cursor: null, rows: 0, bytes: 0 };

/** Writes all rows of a list into a file or to standard output. Throws UsageError and FleetError. */
export async function runExport(args: readonly string[], key: string | null): Promise<void> {
  const flags = readExportFlags(args);
  if (flags === 'help') return console.log(EXPORT_USAGE);
  if (!key) throw new UsageError('ESPER_API_KEY is not set: it is the key the rows are read with.');
  const { out, resume, pageSize, columns, ...question } = flags;
  const checkpoint = out === undefined ? null : new Checkpoint(out, question);
  const known = resume ? (checkpoint?.read() ?? START) : START;
  const writer = rowWriter(flags.format, columns);
  // Before the file is cut off: whoever is stopped from here on must not go on from what it held.
  if (!resume) checkpoint?.strike();
  const progress = showProgress(known.rows);
  let { rows } = known;
  const onPage = (cursor: string) => {
    sink.settle();
    checkpoint?.save({ cursor, rows, bytes: sink.bytes });
    progress.at(rows);
  };
  const all = walk(pagesOf(flags, key, progress.of), { pageSize, after: known.cursor, onPage });
  // The first rows come before the file is touched: a wrong key or field must not cost what an earlier export wrote.
  let next = await all.next();

  const sink = out === undefined ? outputSink() : fileSink(out, known.bytes);
  if (sink.bytes === 0) await sink.write(writer.head);
  for (; !next.done; next = await all.next()) {
    await sink.write(writer.line(next.value));
    rows++;
  }
  sink.close();
  checkpoint?.strike();
  progress.end(rows);
}

/** Asks for a page, and tells `count` how many rows there are in all. */
function pagesOf(flags: ExportFlags, key: string, count: (total: number | null) => void) {
  const { resource, fields, filter, orderBy, url, tenant } = flags;
  const options = { url, key, ...(tenant && { headers: { 'x-esper-tenant': tenant } }) };
  const query = pageQuery(resource, fields);
  return async (first: number, after: string | null): Promise<Counted> => {
    const data = (await request(options, query, { filter, orderBy, first, after }, {})) as Record<string, Counted>;
    const page = data[resource];
    if (!page) throw new Error(`The gateway answered without a list of ${resource}.`);
    count(page.totalCount ?? null);
    return page;
  };
}
