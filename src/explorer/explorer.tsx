import { GraphiQL } from 'graphiql';
import { useState, type ReactElement } from 'react';
import { ApiKey } from './api-key.js';
import { createFetcher, type KeyHolder } from './fetcher.js';
import { fleetOverview } from './fleet-overview.js';
import { createQueryStorage } from './query-storage.js';
import type { Settings } from './settings.js';
import { UpstreamStrip } from './upstream-strip.js';

export function Explorer({ settings }: { readonly settings: Settings }): ReactElement {
  const { title, endpoint, demoKey } = settings;
  const [holder] = useState<KeyHolder>(() => ({ current: demoKey ?? '' }));
  const [fetcher] = useState(() => createFetcher(endpoint, holder));
  const [storage] = useState(() => createQueryStorage(localStorage));
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      defaultQuery={fleetOverview}
      shouldPersistHeaders={false}
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>
        <div className="explorer-head">
          <ApiKey holder={holder} demoKey={demoKey} />
          <span className="explorer-title">{title}</span>
        </div>
      </GraphiQL.Logo>
      <GraphiQL.Footer>
        <UpstreamStrip />
      </GraphiQL.Footer>
    </GraphiQL>
  );
}
