import { pick, useGraphiQL } from '@graphiql/react';
import { useMemo, type ReactElement } from 'react';
import type { UpstreamCost } from '../answer.js';
import { readDocument } from '../selection.js';
import { costInSchema, dearFields } from './hints.js';
import { Price } from './price.js';
import { endOf, shortField } from './rows.js';
import { Legend } from './timeline.js';
import { Waterfall } from './waterfall.js';

const MAX_HINTS = 2;

/** What an answer cost upstream: what was dear about it, and each call. */
export function UpstreamPanel({ cost }: { readonly cost: UpstreamCost }): ReactElement {
  const calls = cost.requests ?? [];
  const price = cost.cost && <Price {...cost.cost} />;
  if (calls.length === 0) return price ?? <p>Nothing had to be asked upstream.</p>;
  return (
    <>
      {price}
      <Hints cost={cost} />
      <Legend calls={calls} />
      <Waterfall calls={calls} spanMs={Math.max(cost.ms ?? 0, endOf(calls))} />
    </>
  );
}

function Hints({ cost }: { readonly cost: UpstreamCost }): ReactElement | null {
  const { schema, tabs, activeTabIndex, operationName } = useGraphiQL(
    pick('schema', 'tabs', 'activeTabIndex', 'operationName'),
  );
  const query = tabs[activeTabIndex]?.query;
  const document = useMemo(() => readDocument(query), [query]);
  const dear = useMemo(() => dearFields(cost.requests ?? []).slice(0, MAX_HINTS), [cost]);
  if (dear.length === 0) return null;
  return (
    <ul className="explorer-hints" aria-label="What was dear">
      {dear.map(({ path, calls }) => (
        <li key={path.join('.')}>
          <code title={path.join('.')}>{shortField(path.join('.'))}</code> took {calls} calls, one for each row above
          it. {costInSchema(path, document, operationName, schema) ?? 'Fewer rows take fewer calls.'}
        </li>
      ))}
    </ul>
  );
}
