import type { ReactElement } from 'react';
import { milliseconds, type UpstreamCall } from './answer.js';

const MAX_ROWS = 200;

/** The calls one by one, with a bar for how long each took beside the slowest. */
export function UpstreamCalls({ calls }: { readonly calls: readonly UpstreamCall[] }): ReactElement {
  const slowest = Math.max(1, ...calls.map(({ ms }) => ms));
  const hidden = calls.length - MAX_ROWS;
  return (
    // Focusable, because a box that scrolls must be reachable without a mouse.
    <div className="explorer-calls" tabIndex={0} role="region" aria-label="Upstream calls">
      <table>
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col">Status</th>
            <th scope="col">Source</th>
            <th scope="col">Asked by</th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          {calls.slice(0, MAX_ROWS).map((call, index) => (
            <Row key={index} call={call} share={call.ms / slowest} />
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p>and {hidden} more, see extensions.upstream.requests in the answer</p>}
    </div>
  );
}

function Row({ call, share }: { readonly call: UpstreamCall; readonly share: number }): ReactElement {
  const { method, path, status, source, ms, fields = [] } = call;
  const failed = status === null || status >= 400;
  return (
    <tr>
      <td className="explorer-path" title={`${method} ${path}`}>
        <b>{method}</b> {shortPath(path)}
      </td>
      <td className={failed ? 'explorer-failed' : undefined}>{status ?? 'none'}</td>
      <td>{source}</td>
      <td className="explorer-fields" title={fields.join('\n')}>
        {shortField(fields[0])}
        {fields.length > 1 && <i> +{fields.length - 1}</i>}
      </td>
      <td className="explorer-time">
        <span className={`explorer-bar explorer-${source}`} style={{ width: `${Math.max(2, share * 64)}px` }} />
        {milliseconds(ms)}
      </td>
    </tr>
  );
}

/** Ids cut to their beginning: whole ones would fill the column and hide what was asked. */
function shortPath(path: string): string {
  return path.replace(/([0-9a-f]{4})[0-9a-f]{4}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '$1…');
}

/** The end of a response path without list positions: `devices.apps` says more in a narrow column than its beginning. */
function shortField(path = ''): string {
  const names = path.split('.').filter((name) => !/^(\d+|nodes|edges|node)$/.test(name));
  return names.slice(-2).join('.');
}
