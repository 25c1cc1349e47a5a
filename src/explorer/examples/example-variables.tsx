import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';
import { useSession } from '../session.js';
import { sampleQuery, type FleetSample } from './example.js';
import { examples } from './examples.js';

/**
 * Fills the variables of an example that has just been opened with ids of the caller's own fleet. An example that changes
 * something gets them on the simulated fleet only: on a real one it is for people to say what is to be changed.
 */
export function ExampleVariables(): null {
  const { ask, settings } = useSession();
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]);
  const editor = useGraphiQL((state) => state.variableEditor);
  const hasSchema = useGraphiQL((state) => Boolean(state.schema));
  const example = tab?.variables?.trim() ? undefined : examples.find(({ document }) => document === tab?.query);
  const fill = example?.changes && settings.demoKey === undefined ? undefined : example?.variables;

  useEffect(() => {
    if (!fill || !editor || !hasSchema) return;
    const abort = new AbortController();
    ask(sampleQuery, abort.signal).then(
      (sample) => {
        if (!abort.signal.aborted) editor.setValue(`${JSON.stringify(fill(sample as FleetSample), null, 2)}\n`);
      },
      // The variables stay empty, and whoever runs the example without them is told so.
      () => undefined,
    );
    return () => abort.abort();
  }, [ask, editor, fill, hasSchema, tab?.id]);
  return null;
}
