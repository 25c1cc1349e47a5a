import { pick, useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';
import type { ReactElement } from 'react';
import { iconOf } from '../icon.js';
import { operationOf, type Example } from './example.js';
import { examples } from './examples.js';

function ExamplesPanel(): ReactElement {
  const open = useOpenExample();
  return (
    <section className="explorer-panel" aria-label="Examples">
      <h2>Examples</h2>
      <p>
        Each opens in a tab of its own. Change them as you like: the list here stays as it is. More of how to page,
        filter, write and handle errors is in{' '}
        <a href="/docs" target="_blank">
          the guides
        </a>
        .
      </p>
      <ul className="explorer-examples">
        {examples.map((example) => (
          <Entry key={example.document} example={example} onOpen={() => open(example)} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ example, onOpen }: { readonly example: Example; readonly onOpen: () => void }): ReactElement {
  const { kind, name } = operationOf(example);
  return (
    <li>
      <button type="button" onClick={onOpen}>
        <span className="explorer-example-name">{name}</span>
        {kind !== 'query' && <span className={`explorer-badge explorer-${kind}`}>{kind}</span>}
        <span className="explorer-example-shows">{example.shows}</span>
      </button>
    </li>
  );
}

/** Goes to the tab that holds the example unchanged, or opens a new one. */
function useOpenExample(): (example: Example) => void {
  const { addTab, changeTab, updateActiveTabValues } = useGraphiQLActions();
  const { tabs, queryEditor } = useGraphiQL(pick('tabs', 'queryEditor'));
  return ({ document }) => {
    const place = tabs.findIndex(({ query }) => query === document);
    if (place >= 0) return changeTab(place);
    addTab();
    queryEditor?.setValue(document);
    updateActiveTabValues({ query: document });
  };
}

const BulbIcon = iconOf(
  'M9 17.5v-1.6C7 14.7 5.75 12.7 5.75 10.3a6.25 6.25 0 0 1 12.5 0c0 2.4-1.25 4.4-3.25 5.6v1.6zM9.5 20.75h5',
);

export const examplesPlugin: GraphiQLPlugin = { title: 'Examples', icon: BulbIcon, content: ExamplesPanel };
