import { useMemo, useState, type ReactElement } from 'react';
import { milliseconds, type UpstreamCall } from '../answer.js';
import { Timeline, TimeAxis } from './timeline.js';
import { endOf, groupCalls, shortField, shortPath, type CallGroup } from './rows.js';

const MAX_ROWS = 200;

/** The calls one below another, each with the time it took on one axis; calls that are alike are one row until it is opened. */
export function Waterfall({
  calls,
  spanMs,
}: {
  readonly calls: readonly UpstreamCall[];
  readonly spanMs: number;
}): ReactElement {
  const groups = useMemo(() => groupCalls(calls), [calls]);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const span = Math.max(1, spanMs, endOf(calls));
  const toggle = (key: string) =>
    setOpened((before) => new Set([...before, key].filter((one) => one !== key || !before.has(key))));
  return (
    <table className="explorer-waterfall">
      <thead>
        <tr>
          <th scope="col">Call</th>
          <th scope="col">Asked by</th>
          <th scope="col">
            <TimeAxis span={span} />
          </th>
          <th scope="col" className="explorer-ms">
            Took
          </th>
        </tr>
      </thead>
      <tbody>
        {groups
          .slice(0, MAX_ROWS)
          .flatMap((group) => [
            <GroupRow key={group.key} group={group} span={span} isOpen={opened.has(group.key)} onToggle={toggle} />,
            ...(opened.has(group.key) && group.calls.length > 1
              ? group.calls
                  .slice(0, MAX_ROWS)
                  .map((call, n) => <CallRow key={`${group.key} of ${n}`} call={call} span={span} />)
              : []),
          ])}
      </tbody>
    </table>
  );
}

interface GroupRowProps {
  readonly group: CallGroup;
  readonly span: number;
  readonly isOpen: boolean;
  readonly onToggle: (key: string) => void;
}

function GroupRow({ group, span, isOpen, onToggle }: GroupRowProps): ReactElement {
  const { key, method, path, calls } = group;
  const [first] = calls;
  return (
    <tr>
      <td className="explorer-path" title={calls.length === 1 ? first?.path : `${calls.length} calls to ${path}`}>
        {calls.length > 1 && (
          <button type="button" aria-expanded={isOpen} onClick={() => onToggle(key)}>
            {calls.length}×
          </button>
        )}
        <b>{method}</b> {path} <Failed calls={calls} />
      </td>
      <AskedBy fields={[...new Set(calls.flatMap(({ fields = [] }) => fields))]} />
      <td>
        <Timeline calls={calls} span={span} />
      </td>
      <td className="explorer-ms">{milliseconds(Math.max(...calls.map(({ ms }) => ms)))}</td>
    </tr>
  );
}

function CallRow({ call, span }: { readonly call: UpstreamCall; readonly span: number }): ReactElement {
  return (
    <tr className="explorer-one-of-many">
      <td className="explorer-path" title={call.path}>
        <b>{call.method}</b> {shortPath(call.path)} <Failed calls={[call]} />
      </td>
      <AskedBy fields={call.fields ?? []} />
      <td>
        <Timeline calls={[call]} span={span} />
      </td>
      <td className="explorer-ms">{milliseconds(call.ms)}</td>
    </tr>
  );
}

/** The statuses of calls that failed, each once. */
function Failed({ calls }: { readonly calls: readonly UpstreamCall[] }): ReactElement | null {
  const statuses = new Set(
    calls.flatMap(({ status }) => (status === null || status >= 400 ? [status ?? 'no answer'] : [])),
  );
  return statuses.size === 0 ? null : <span className="explorer-failed">{[...statuses].join(', ')}</span>;
}

function AskedBy({ fields }: { readonly fields: readonly string[] }): ReactElement {
  return (
    <td className="explorer-fields" title={fields.join('\n')}>
      {shortField(fields[0] ?? '')}
      {fields.length > 1 && <i> +{fields.length - 1}</i>}
    </td>
  );
}
