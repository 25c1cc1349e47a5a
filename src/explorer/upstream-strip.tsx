import { useGraphiQL } from '@graphiql/react';
import { useMemo, type ReactElement } from 'react';
import { costInWords, isUnauthenticated, readAnswer, type UpstreamCost } from './answer.js';
import { API_KEY_FIELD } from './api-key.js';
import { UpstreamCalls } from './upstream-calls.js';

/** The bar under the answer: what it cost upstream, and what to do when the key was refused. */
export function UpstreamStrip(): ReactElement {
  const response = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.response);
  const isFetching = useGraphiQL((state) => state.isFetching);
  const schemaError = useGraphiQL((state) => state.fetchError);
  const answer = useMemo(() => readAnswer(response), [response]);
  const refused = useMemo(
    () => isUnauthenticated(answer) || isUnauthenticated(readAnswer(schemaError)),
    [answer, schemaError],
  );
  const cost = answer?.extensions?.upstream;
  return (
    <div className="explorer-strip">
      {refused && <KeyRefused />}
      {cost ? (
        <Cost cost={cost} />
      ) : (
        <p className="explorer-summary" role="status">
          {isFetching
            ? 'Running …'
            : answer
              ? 'This answer tells no upstream cost'
              : 'Run a query to see what it costs upstream'}
        </p>
      )}
    </div>
  );
}

function KeyRefused(): ReactElement {
  return (
    <div className="explorer-refused" role="alert">
      <span>Esper did not accept the API key, or none was sent. Enter a valid one in the field at the top right.</span>
      <button type="button" onClick={() => document.getElementById(API_KEY_FIELD)?.focus()}>
        Enter API key
      </button>
    </div>
  );
}

function Cost({ cost }: { readonly cost: UpstreamCost }): ReactElement {
  const [calls, ...rest] = costInWords(cost);
  const summary = (
    <span role="status">
      <strong>{calls}</strong>
      {rest.map((words) => `, ${words}`).join('')}
    </span>
  );
  if (!cost.requests?.length) return <p className="explorer-summary">{summary}</p>;
  return (
    <details>
      <summary className="explorer-summary">{summary}</summary>
      <UpstreamCalls calls={cost.requests} />
    </details>
  );
}
