import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import { neighbour, type Drawing, type Line, type Place } from './drawing.js';
import type { MapType } from './links.js';

interface MapDrawingProps {
  readonly drawing: Drawing;
  readonly types: readonly MapType[];
  readonly selected: string | undefined;
  readonly onSelect: (name: string) => void;
}

/** The types as boxes and their links as lines. One stop for the tab key: the selected type. */
export function MapDrawing({ drawing, types, selected, onSelect }: MapDrawingProps): ReactElement {
  const { frame, places, lines } = drawing;
  const boxes = useRef(new Map<string, SVGGElement>());
  const near = new Set(lines.filter((line) => touches(line, selected)).flatMap(({ from, to }) => [from, to]));
  const onKeyDown = (event: KeyboardEvent, place: Place) => {
    const next = neighbour(places, place, event.key);
    if (!next) return;
    event.preventDefault();
    onSelect(next.name);
    boxes.current.get(next.name)?.focus();
  };
  return (
    <svg className="explorer-map" viewBox={frame} role="group" aria-label="Types and their links">
      <defs>
        <Arrow id="explorer-arrow" />
        <Arrow id="explorer-arrow-near" />
      </defs>
      {lines
        .toSorted((a, b) => Number(touches(a, selected)) - Number(touches(b, selected)))
        .map((line) => {
          const arrow = touches(line, selected) ? 'url(#explorer-arrow-near)' : 'url(#explorer-arrow)';
          return (
            <path
              key={`${line.from} ${line.to}`}
              className={touches(line, selected) ? 'explorer-line explorer-near' : 'explorer-line'}
              d={line.path}
              {...(line.leadsThere && { markerEnd: arrow })}
              {...(line.leadsBack && { markerStart: arrow })}
            />
          );
        })}
      {places.map((place) => {
        const links = types.find(({ name }) => name === place.name)?.links.length ?? 0;
        const isSelected = place.name === selected;
        return (
          <g
            key={place.name}
            ref={(box) => {
              if (box) boxes.current.set(place.name, box);
            }}
            className={`explorer-type ${isSelected ? 'explorer-selected' : near.has(place.name) ? 'explorer-near' : ''}`}
            role="button"
            aria-pressed={isSelected}
            aria-label={`${place.name}, ${links} links`}
            tabIndex={isSelected ? 0 : -1}
            transform={`translate(${place.x - place.width / 2} ${place.y - place.height / 2})`}
            onClick={() => onSelect(place.name)}
            onKeyDown={(event) => onKeyDown(event, place)}
          >
            <rect width={place.width} height={place.height} rx="6" />
            <text x={place.width / 2} y={place.height / 2} dominantBaseline="central" textAnchor="middle">
              {place.name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const touches = ({ from, to }: Line, name: string | undefined) => from === name || to === name;

function Arrow({ id }: { readonly id: string }): ReactElement {
  return (
    <marker id={id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
      <path d="M1 1 7 4 1 7" />
    </marker>
  );
}
