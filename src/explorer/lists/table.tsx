import type { ReactElement } from 'react';
import { columnsOf, type List } from './lists.js';

const MAX_ROWS = 500;

/** The rows of a list, as far as they fit; the rest is in the file. */
export function Table({ list }: { readonly list: List }): ReactElement {
  const columns = columnsOf(list.rows);
  const hidden = list.rows.length - MAX_ROWS;
  return (
    <>
      <table className="explorer-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.rows.slice(0, MAX_ROWS).map((row, n) => (
            <tr key={n}>
              {columns.map((column) => (
                <Cell key={column} value={row[column]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p>and {hidden} more: the CSV file has all of them.</p>}
    </>
  );
}

function Cell({ value }: { readonly value: unknown }): ReactElement {
  if (value === null || value === undefined) return <td className="explorer-empty">{value === null ? 'null' : ''}</td>;
  if (typeof value === 'number') return <td className="explorer-number">{value}</td>;
  const text = textOf(value);
  return <td title={text.length > 30 ? text : undefined}>{text}</td>;
}

function textOf(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  if (value.every((item) => typeof item !== 'object')) return value.join(', ');
  return value.length === 1 ? '1 row' : `${value.length} rows`;
}
