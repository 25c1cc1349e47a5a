import { ChevronDownIcon, ChevronUpIcon, useGraphiQL } from '@graphiql/react';
import { useMemo, useState, type ReactElement } from 'react';
import { costInWords, isUnauthenticated, readAnswer, type UpstreamCost } from '../answer.js';
import { UpstreamPanel } from '../upstream/upstream-panel.js';
import { KeyRefused } from './key-refused.js';

const PANEL = 'explorer-dock-panel';

/** Below the answer: what it cost upstream, and what to do when the key was refused. */
export function Dock(): ReactElement {
  const response = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.response);
  const isFetching = useGraphiQL((state) => state.isFetching);
  const schemaError = useGraphiQL((state) => state.fetchError);
  const [isOpen, setIsOpen] = useState(true);
  const answer = useMemo(() => readAnswer(response), [response]);
  const refused = useMemo(
    () => isUnauthenticated(answer) || isUnauthenticated(readAnswer(schemaError)),
    [answer, schemaError],
  );
  const cost = answer?.extensions?.upstream;
  const hasPanel = cost?.requests !== undefined;
  const isShown = hasPanel && isOpen;
  return (
    <section className={isShown ? 'explorer-dock explorer-dock-open' : 'explorer-dock'} aria-label="About the answer">
      {refused && <KeyRefused />}
      <div className="explorer-dock-bar">
        <span role="status">{cost ? <Summary cost={cost} /> : isFetching ? 'Running …' : hint(answer !== null)}</span>
        {hasPanel && (
          <button
            type="button"
            className="explorer-icon-button"
            aria-expanded={isShown}
            aria-controls={PANEL}
            aria-label={isShown ? 'Hide upstream calls' : 'Show upstream calls'}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isShown ? <ChevronDownIcon aria-hidden /> : <ChevronUpIcon aria-hidden />}
          </button>
        )}
      </div>
      {isShown && (
        // Focusable, because a box that scrolls must be reachable without a mouse.
        <div id={PANEL} className="explorer-dock-panel" role="region" aria-label="Upstream calls" tabIndex={0}>
          <UpstreamPanel cost={cost} />
        </div>
      )}
    </section>
  );
}

const hint = (isAnswered: boolean) =>
  isAnswered ? 'This answer tells no upstream cost' : 'Run a query to see what it costs upstream';

function Summary({ cost }: { readonly cost: UpstreamCost }): ReactElement {
  const [calls, ...rest] = costInWords(cost);
  return (
    <>
      <strong>{calls}</strong>
      {rest.map((words) => `, ${words}`).join('')}
    </>
  );
}
