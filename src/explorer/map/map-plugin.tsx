import { Spinner, type GraphiQLPlugin } from '@graphiql/react';
import { lazy, Suspense, type ReactElement } from 'react';
import { iconOf } from '../icon.js';

/** Loaded, along with what places the types, when it is first opened. */
const SchemaMap = lazy(async () => ({ default: (await import('./schema-map.js')).SchemaMap }));

function MapPanel(): ReactElement {
  return (
    <section className="explorer-panel explorer-map-panel" aria-label="Schema map">
      <h2>Schema map</h2>
      <Suspense fallback={<Spinner />}>
        <SchemaMap />
      </Suspense>
    </section>
  );
}

const MapIcon = iconOf(
  'M8.75 3.75h6.5v4.5h-6.5zM3.25 15.75h6.5v4.5h-6.5zM14.25 15.75h6.5v4.5h-6.5zM6.5 15.5V12h11v3.5M12 8.5V12',
);

/** The linked types at a glance. */
export const mapPlugin: GraphiQLPlugin = { title: 'Schema map', icon: MapIcon, content: MapPanel };
