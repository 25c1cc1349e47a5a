import { columnsOf, type Row } from './lists.js';

/**
 * Rows as a CSV file by RFC 4180, with a mark of its encoding, without which Excel spoils umlauts. Text that a spreadsheet would
 * take for a formula is led by an apostrophe, since it may come from whoever named a device.
 */
export function toCsv(rows: readonly Row[]): string {
  const columns = columnsOf(rows);
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return `\uFEFF${lines.map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}

function field(value: unknown): string {
  const text = harmless(typeof value === 'object' && value !== null ? listText(value) : String(value ?? ''));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Plain values side by side; objects as JSON. */
function listText(value: object): string {
  const isPlain = Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null);
  return isPlain ? value.join('; ') : JSON.stringify(value);
}

const harmless = (text: string): string =>
  /^[=+\-@\t\r\n]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
