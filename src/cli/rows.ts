export type Format = 'ndjson' | 'csv';

/** Turns rows into lines of a file. */
export interface RowWriter {
  /** The first line; empty where there is none. */
  readonly head: string;
  line(row: unknown): string;
}

/** Lines of this format; `columns` are the ways to the values of a row. */
export function rowWriter(format: Format, columns: readonly (readonly string[])[]): RowWriter {
  if (format === 'ndjson') return { head: '', line: (row) => `${JSON.stringify(row)}\n` };
  const csv = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\r\n`;
  return {
    head: csv(columns.map((way) => way.join('.'))),
    line: (row) => csv(columns.map((way) => cellOf(valueAt(row, way)))),
  };
}

const valueAt = (row: unknown, way: readonly string[]): unknown =>
  way.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value.map((one) => valueAt(one, [key]));
    return (value as Record<string, unknown> | null | undefined)?.[key];
  }, row);

function cellOf(value: unknown): string {
  if (value == null) return '';
  if (Array.isArray(value)) return value.map(cellOf).join('; ');
  return typeof value === 'object' ? JSON.stringify(value) : harmless(String(value));
}

/** A spreadsheet takes text that begins like this for a formula, which may be somebody else's. */
const harmless = (text: string) => (/^[=+@\t\r\n]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text);

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
