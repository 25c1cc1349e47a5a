import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';

/** Runs what was asked for while the editors were still being loaded: GraphiQL takes no notice of a click until they are there. */
export function EarlyRun(): null {
  const isReady = useGraphiQL((state) => Boolean(state.queryEditor && state.responseEditor));
  const { run } = useGraphiQLActions();
  const isWanted = useRef(false);
  useEffect(() => {
    if (isReady) {
      if (isWanted.current) void run();
      isWanted.current = false;
      return;
    }
    const note = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest('.graphiql-execute-button')) isWanted.current = true;
    };
    document.addEventListener('click', note, true);
    return () => document.removeEventListener('click', note, true);
  }, [isReady, run]);
  return null;
}
