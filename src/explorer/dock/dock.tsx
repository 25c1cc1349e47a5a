import { ChevronDownIcon, ChevronUpIcon, useGraphiQL } from '@graphiql/react';
import { useMemo, useState, type ReactElement } from 'react';
import { costInWords, isUnauthenticated, readAnswer, type UpstreamCost } from '../answer.js';
import { listsIn } from '../lists/lists.js';
import { nameOf, TablePanel } from '../lists/table-panel.js';
import { UpstreamPanel } from '../upstream/upstream-panel.js';
import { DockTabs, PANEL, tabId, type View } from './dock-tabs.js';
import { KeyRefused } from './key-refused.js';

/** Below the answer: what it cost upstream, its lists as tables, and what to do when the key was refused. */
export function Dock(): ReactElement {
  const response = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.response);
  const isFetching = useGraphiQL((state) => state.isFetching);
  const schemaError = useGraphiQL((state) => state.fetchError);
  const [isOpen, setIsOpen] = useState(true);
  const [wanted, setWanted] = useState<View>('calls');
  const [listName, setListName] = useState('');
  const answer = useMemo(() => readAnswer(response), [response]);
  const lists = useMemo(() => listsIn(answer?.data), [answer]);
  const refused = useMemo(
    () => isUnauthenticated(answer) || isUnauthenticated(readAnswer(schemaError)),
    [answer, schemaError],
  );
  const cost = answer?.extensions?.upstream;
  const list = lists.find((one) => nameOf(one) === listName) ?? lists[0];
  const views: View[] = [...(cost?.requests ? ['calls' as const] : []), ...(list ? ['table' as const] : [])];
  const view = views.includes(wanted) ? wanted : views[0];
  const isShown = view !== undefined && isOpen;
  const show = (next: View) => {
    setWanted(next);
    setIsOpen(true);
  };
  return (
    <section className={isShown ? 'explorer-dock explorer-dock-open' : 'explorer-dock'} aria-label="About the answer">
      {refused && <KeyRefused />}
      <div className="explorer-dock-bar">
        {view && <DockTabs views={views} selected={view} isOpen={isShown} onSelect={show} />}
        <span role="status">{cost ? <Summary cost={cost} /> : isFetching ? 'Running …' : hint(answer !== null)}</span>
        {view && (
          <button
            type="button"
            className="explorer-icon-button"
            aria-expanded={isShown}
            aria-controls={PANEL}
            aria-label={isShown ? 'Hide this panel' : 'Show this panel'}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isShown ? <ChevronDownIcon aria-hidden /> : <ChevronUpIcon aria-hidden />}
          </button>
        )}
      </div>
      {isShown && (
        // Focusable, because a box that scrolls must be reachable without a mouse.
        <div
          id={PANEL}
          className={`explorer-dock-panel explorer-${view}-view`}
          role="tabpanel"
          aria-labelledby={tabId(view)}
          tabIndex={0}
        >
          {view === 'calls' && cost && <UpstreamPanel cost={cost} />}
          {view === 'table' && list && <TablePanel lists={lists} selected={list} onSelect={setListName} />}
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
