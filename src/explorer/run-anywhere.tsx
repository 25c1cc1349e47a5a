import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';

const isIn = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

/**
 * Runs what GraphiQL takes no notice of: a click while the editors are still being loaded, and Ctrl-Enter or Cmd-Enter where no editor
 * has the focus, as none has at first.
 */
export function RunAnywhere(): null {
  const isReady = useGraphiQL((state) => Boolean(state.queryEditor && state.responseEditor));
  const { run } = useGraphiQLActions();
  const isWanted = useRef(false);
  useEffect(() => {
    const want = () => {
      if (isReady) void run();
      else isWanted.current = true;
    };
    if (isReady && isWanted.current) {
      isWanted.current = false;
      want();
    }
    const clicked = ({ target }: MouseEvent) => {
      if (!isReady && isIn(target, '.graphiql-execute-button')) want();
    };
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isIn(event.target, '.monaco-editor')) return;
      event.preventDefault(); // or the button that has the focus would be pressed as well
      want();
    };
    document.addEventListener('click', clicked, true);
    document.addEventListener('keydown', pressed, true);
    return () => {
      document.removeEventListener('click', clicked, true);
      document.removeEventListener('keydown', pressed, true);
    };
  }, [isReady, run]);
  return null;
}
