import type { ReactElement } from 'react';
import { milliseconds, type UpstreamCall } from '../answer.js';
import { beginOf, ticks } from './rows.js';

const SOURCES = ['network', 'cache', 'coalesced'] as const;
const MEANING = {
  network: 'over the network',
  cache: 'from the cache',
  coalesced: 'shared with another call',
} as const;

interface TimelineProps {
  readonly calls: readonly UpstreamCall[];
  /** Milliseconds from the left edge to the right one. */
  readonly span: number;
}

/** When calls were under way, as bars between the beginning and the end of the operation. */
export function Timeline({ calls, span }: TimelineProps): ReactElement {
  const percent = (ms: number) => `${(ms / span) * 100}%`;
  return (
    <svg className="explorer-timeline" role="img" aria-label={inWords(calls)}>
      <title>{inWords(calls)}</title>
      {ticks(span).map((ms) => (
        <line key={ms} x1={percent(ms)} x2={percent(ms)} y1="0" y2="100%" />
      ))}
      {calls.map((call, n) => (
        <rect
          key={n}
          className={`explorer-${call.status === null || call.status >= 400 ? 'failure' : call.source}`}
          x={percent(beginOf(call))}
          width={percent(Math.max(call.ms, span / 150))}
          y="3"
          height="10"
          rx="2"
        />
      ))}
    </svg>
  );
}

/** The marks above the bars. */
export function TimeAxis({ span }: { readonly span: number }): ReactElement {
  return (
    <svg className="explorer-timeline" role="img" aria-label={`Time, from 0 to ${milliseconds(span)}`}>
      {ticks(span).map((ms) => (
        <text
          key={ms}
          x={`${(ms / span) * 100}%`}
          y="12"
          textAnchor={ms === 0 ? 'start' : ms / span > 0.9 ? 'end' : 'middle'}
        >
          {ms} {ms > 0 && 'ms'}
        </text>
      ))}
    </svg>
  );
}

function inWords(calls: readonly UpstreamCall[]): string {
  const sources = SOURCES.flatMap((source) => {
    const count = calls.filter((call) => call.source === source).length;
    return count === 0 ? [] : [calls.length === 1 ? MEANING[source] : `${count} ${MEANING[source]}`];
  });
  const begin = Math.min(...calls.map(beginOf));
  return `${sources.join(', ')}, begun after ${milliseconds(begin)}`;
}

/** What the colours of the bars mean; only those that are there. */
export function Legend({ calls }: { readonly calls: readonly UpstreamCall[] }): ReactElement {
  return (
    <ul className="explorer-legend" aria-label="Colours of the bars">
      {SOURCES.filter((source) => calls.some((call) => call.source === source)).map((source) => (
        <li key={source}>
          <svg width="12" height="10" aria-hidden="true">
            <rect className={`explorer-${source}`} x="1" y="1" width="10" height="8" rx="2" />
          </svg>
          {MEANING[source]}
        </li>
      ))}
    </ul>
  );
}
