import { pick, useGraphiQL, useGraphiQLActions, type MonacoEditor } from '@graphiql/react';
import type { ReactElement } from 'react';
import type { List } from './lists.js';
import { askPageInfo, hasPage, turnPage, type Direction } from './paging.js';

/** Runs the query again for the page before or after the one that is shown. */
export function PageButtons({ list }: { readonly list: List }): ReactElement | null {
  const { run } = useGraphiQLActions();
  const { queryEditor, variableEditor, operationName, isFetching } = useGraphiQL(
    pick('queryEditor', 'variableEditor', 'operationName', 'isFetching'),
  );
  if (!list.isConnection || !list.isSingle || !queryEditor || !variableEditor) return null;
  const written = () => ({ query: queryEditor.getValue(), variables: variableEditor.getValue(), operationName });

  if (!list.pageInfo) {
    const ask = () => {
      const query = askPageInfo(written(), list.path);
      if (query === null) return;
      replace(queryEditor, query);
      run();
    };
    return (
      <button type="button" className="explorer-button" onClick={ask} title="Adds pageInfo to the query, and runs it">
        Page this list
      </button>
    );
  }
  const turn = (direction: Direction) => {
    const turned = turnPage(written(), list.path, list.pageInfo ?? {}, direction);
    if (!turned) return;
    replace(queryEditor, turned.query);
    replace(variableEditor, turned.variables);
    run();
  };
  const isDisabled = (direction: Direction) => isFetching || !hasPage(list.pageInfo, direction);
  return (
    <span className="explorer-pages" role="group" aria-label="Pages">
      {(['previous', 'next'] as const).map((direction) => (
        <button
          key={direction}
          type="button"
          className="explorer-button"
          disabled={isDisabled(direction)}
          onClick={() => turn(direction)}
        >
          {direction === 'next' ? 'Next page' : 'Previous page'}
        </button>
      ))}
    </span>
  );
}

/** Changes what stands in an editor in a way that its own undo takes back. */
function replace(editor: MonacoEditor, text: string): void {
  const range = editor.getModel()?.getFullModelRange();
  if (!range || editor.getValue() === text) return;
  editor.pushUndoStop();
  editor.executeEdits('explorer', [{ range, text }]);
  editor.pushUndoStop();
}
