import type { ReactElement } from 'react';
import type { Price as Prices } from '../answer.js';

const KINDS = ['calls', 'rows'] as const;

/** What the operation was estimated to cost at most, beside what is allowed, and what it came to. */
export function Price({ estimated, actual, limit }: Prices): ReactElement {
  const isRefused = KINDS.some((kind) => estimated[kind] > limit[kind]);
  return (
    <div className={isRefused ? 'explorer-price explorer-refused-price' : 'explorer-price'}>
      {isRefused && (
        <p>
          <strong>Refused before the first call, since it could cost too much.</strong> Ask for fewer rows with{' '}
          <code>first</code>, for less of each row, or in several queries.
        </p>
      )}
      <dl>
        {KINDS.map((kind) => (
          <div key={kind}>
            <dt>{kind === 'calls' ? 'Calls' : 'Rows'}</dt>
            <dd>
              <Gauge share={estimated[kind] / limit[kind]} made={kind === 'calls' ? actual.calls / limit.calls : 0} />
              {kind === 'calls' && !isRefused && `${number(actual.calls)} made, `}
              {number(estimated[kind])} estimated, {number(limit[kind])} allowed
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** How much of what is allowed was taken: pale what was estimated, full what was made. */
function Gauge({ share, made }: { readonly share: number; readonly made: number }): ReactElement {
  const percent = (part: number) => `${Math.min(100, part * 100)}%`;
  return (
    <svg className="explorer-gauge" width="48" height="8" aria-hidden="true">
      <rect width="100%" height="8" rx="2" />
      <rect
        className={share > 1 ? 'explorer-failure' : 'explorer-estimated'}
        width={percent(share)}
        height="8"
        rx="2"
      />
      <rect className="explorer-network" width={percent(made)} height="8" rx="2" />
    </svg>
  );
}

const number = (value: number) => value.toLocaleString('en');
