import { useGraphiQL } from '@graphiql/react';
import { useMemo, useState, type ReactElement } from 'react';
import { draw } from './drawing.js';
import { mapSchema } from './links.js';
import { MapDrawing } from './map-drawing.js';
import { TypeLinks } from './type-links.js';

/** The types of the schema and what links them: drawn, and in words for the one that is selected. */
export function SchemaMap(): ReactElement {
  const schema = useGraphiQL((state) => state.schema);
  const map = useMemo(() => (schema ? mapSchema(schema) : null), [schema]);
  const drawing = useMemo(() => (map ? draw(map.types) : null), [map]);
  const [name, setName] = useState('Device');
  if (!map || !drawing) return <p>The schema is not loaded: enter a key, or load it again at the bottom left.</p>;
  const selected = map.types.find((type) => type.name === name) ?? map.types[0];
  return (
    <>
      <p>Select a type to see the fields that lead from it and to it. The arrow keys go from one to the next.</p>
      <MapDrawing drawing={drawing} types={map.types} selected={selected?.name} onSelect={setName} />
      {selected && <TypeLinks map={map} type={selected} onSelect={setName} />}
    </>
  );
}
