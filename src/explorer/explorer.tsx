import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useState, type ReactElement } from 'react';
import { ApiKey } from './api-key.js';
import { builderPlugin } from './builder/builder-plugin.js';
import { Dock } from './dock/dock.js';
import { ExampleVariables } from './examples/example-variables.js';
import { examples } from './examples/examples.js';
import { examplesPlugin } from './examples/examples-panel.js';
import { createAsk, createFetcher, type KeyHolder } from './fetcher.js';
import { mapPlugin } from './map/map-plugin.js';
import { createQueryStorage } from './query-storage.js';
import { RunAnywhere } from './run-anywhere.js';
import { SessionContext, type Session } from './session.js';
import type { Settings } from './settings.js';
import { SystemTheme } from './system-theme.js';
import { TabInView } from './tab-in-view.js';
import { TenantPicker } from './tenant-picker.js';

const plugins = [examplesPlugin, builderPlugin, mapPlugin, HISTORY_PLUGIN];
/** The tabs of a first visit; the other examples are opened from their list. */
const firstTabs = examples.slice(0, 4).map(({ document }) => ({ query: document }));

export function Explorer({ settings }: { readonly settings: Settings }): ReactElement {
  const { title, endpoint, demoKey } = settings;
  const [session] = useState<Session>(() => {
    const key: KeyHolder = { current: demoKey ?? '', tenant: settings.tenants?.[0] ?? '' };
    return { settings, key, ask: createAsk(endpoint, key) };
  });
  const [fetcher] = useState(() => createFetcher(endpoint, session.key));
  const [storage] = useState(() => createQueryStorage(localStorage));
  return (
    <SessionContext value={session}>
      <GraphiQL
        fetcher={fetcher}
        storage={storage}
        plugins={plugins}
        defaultTabs={firstTabs}
        shouldPersistHeaders={false}
        inputValueDeprecation
        schemaDescription
      >
        <GraphiQL.Logo>
          <div className="explorer-head">
            {settings.tenants && <TenantPicker holder={session.key} tenants={settings.tenants} />}
            <ApiKey holder={session.key} demoKey={demoKey} />
            <span className="explorer-title">{title}</span>
          </div>
        </GraphiQL.Logo>
        <GraphiQL.Footer>
          <Dock />
        </GraphiQL.Footer>
        <ExampleVariables />
        <TabInView />
        <SystemTheme />
        <RunAnywhere />
      </GraphiQL>
    </SessionContext>
  );
}
