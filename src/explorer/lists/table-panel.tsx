import { useId, type ReactElement } from 'react';
import { toCsv } from './csv.js';
import type { List } from './lists.js';
import { PageButtons } from './page-buttons.js';
import { Table } from './table.js';

interface TablePanelProps {
  readonly lists: readonly List[];
  readonly selected: List;
  readonly onSelect: (name: string) => void;
}

/** One of the lists of an answer as a table, and ways to page it and to take it away. */
export function TablePanel({ lists, selected, onSelect }: TablePanelProps): ReactElement {
  const select = useId();
  return (
    <>
      <div className="explorer-table-bar">
        <label htmlFor={select}>List</label>
        <select id={select} value={nameOf(selected)} onChange={(event) => onSelect(event.target.value)}>
          {lists.map((list) => (
            <option key={nameOf(list)}>{nameOf(list)}</option>
          ))}
        </select>
        <span role="status">{sizeOf(selected)}</span>
        <PageButtons list={selected} />
        <button type="button" className="explorer-button" onClick={() => save(selected)}>
          Download CSV
        </button>
      </div>
      <div className="explorer-table-scroll" role="region" aria-label={`Rows of ${nameOf(selected)}`} tabIndex={0}>
        <Table list={selected} />
      </div>
    </>
  );
}

/** A list by its place in the answer: `devices`, `groups.devices`. */
export const nameOf = ({ path }: List): string =>
  path.filter((key, place) => place === 0 || !['nodes', 'edges', 'node'].includes(key)).join('.');

function sizeOf({ rows, totalCount, isSingle }: List): string {
  if (isSingle && totalCount !== undefined) return `${rows.length} of ${totalCount} rows`;
  return `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`;
}

function save(list: List): void {
  const address = URL.createObjectURL(new Blob([toCsv(list.rows)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${nameOf(list).replaceAll('.', '-')}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
