import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useState, type ReactElement } from 'react';
import type { KeyHolder } from './fetcher.js';

export const API_KEY_FIELD = 'api-key';

interface ApiKeyProps {
  readonly holder: KeyHolder;
  readonly demoKey: string | undefined;
}

/** The field for the caller's key. Its value lives in `holder` alone and is gone with the page. */
export function ApiKey({ holder, demoKey }: ApiKeyProps): ReactElement {
  const { introspect, run } = useGraphiQLActions();
  const hasSchema = useGraphiQL((state) => Boolean(state.schema));
  const [isDemo, setIsDemo] = useState(demoKey !== undefined);
  const loadSchema = () => {
    if (!hasSchema) void introspect();
  };
  return (
    <form
      className="explorer-key"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        loadSchema();
        run();
      }}
    >
      <label htmlFor={API_KEY_FIELD}>API key</label>
      <input
        id={API_KEY_FIELD}
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="Esper API key"
        aria-describedby="api-key-hint"
        defaultValue={holder.current}
        onChange={(event) => {
          holder.current = event.target.value.trim();
          setIsDemo(holder.current === demoKey);
        }}
        onBlur={loadSchema}
      />
      <span id="api-key-hint" title="The key is never stored: reloading or closing the page forgets it.">
        {isDemo ? 'demo key set, kept in memory only' : 'kept in memory only'}
      </span>
    </form>
  );
}
