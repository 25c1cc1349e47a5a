import { Graph, layout } from '@dagrejs/dagre';
import type { MapType } from './links.js';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a type stands: the middle of its box, and the size of that. */
export interface Place extends Point {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** A line between two types, for all their links. */
export interface Line {
  readonly from: string;
  readonly to: string;
  /** What an SVG path takes as `d`. */
  readonly path: string;
  /** Whether links lead from `from` to `to`, and back. */
  readonly leadsThere: boolean;
  readonly leadsBack: boolean;
}

export interface Drawing {
  /** What an SVG takes as `viewBox`. */
  readonly frame: string;
  readonly places: readonly Place[];
  readonly lines: readonly Line[];
}

const LETTER = 7.6;
const MARGIN = 6;

/** Places types in layers so that few lines cross: those that lead to most above those that lead to few. */
export function draw(unsorted: readonly MapType[]): Drawing {
  const types = unsorted.toSorted((a, b) => b.links.length - a.links.length);
  const graph = new Graph<object, Place, { points: Point[] }>();
  graph.setGraph({ rankdir: 'TB', nodesep: 22, ranksep: 52 });
  for (const { name } of types) {
    graph.setNode(name, { name, width: Math.round(name.length * LETTER) + 28, height: 30, x: 0, y: 0 });
  }
  const pairs = pairsOf(types);
  for (const { from, to } of pairs) graph.setEdge(from, to, { points: [] });
  layout(graph);
  const places = types.flatMap(({ name }) => graph.node(name) ?? []);
  const lines = pairs.map((pair) => ({ ...pair, points: graph.edge(pair.from, pair.to)?.points ?? [] }));
  return {
    frame: frameOf(
      places,
      lines.flatMap(({ points }) => points),
    ),
    places,
    lines: lines.map(({ points, ...line }) => ({ ...line, path: curve(points) })),
  };
}

/** Around all boxes and all bends: lines may lead around the outermost boxes. */
function frameOf(places: readonly Place[], bends: readonly Point[]): string {
  const xs = [...places.flatMap(({ x, width }) => [x - width / 2, x + width / 2]), ...bends.map(({ x }) => x)];
  const ys = [...places.flatMap(({ y, height }) => [y - height / 2, y + height / 2]), ...bends.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
  return [left, top, Math.max(...xs) + MARGIN - left, Math.max(...ys) + MARGIN - top].map(Math.round).join(' ');
}

/** Each two types that are linked, once; links of a type to itself are left out. */
function pairsOf(types: readonly MapType[]): Omit<Line, 'path'>[] {
  const pairs = new Map<string, Omit<Line, 'path'>>();
  for (const { from, to } of types.flatMap(({ links }) => links)) {
    if (from === to) continue;
    const back = pairs.get(`${to} ${from}`);
    if (back) pairs.set(`${to} ${from}`, { ...back, leadsBack: true });
    else
      pairs.set(`${from} ${to}`, {
        from,
        to,
        leadsThere: true,
        leadsBack: pairs.get(`${from} ${to}`)?.leadsBack ?? false,
      });
  }
  return [...pairs.values()];
}

/** A smooth line along points. */
function curve([first, ...rest]: readonly Point[]): string {
  const last = rest.at(-1);
  if (!first || !last) return '';
  const bends = rest.slice(0, -1).map((point, n) => {
    const next = rest[n + 1] ?? last;
    return `Q${at(point)} ${at({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`;
  });
  return `M${at(first)} ${bends.join(' ')} L${at(last)}`;
}

const at = ({ x, y }: Point) => `${Math.round(x)} ${Math.round(y)}`;

const STEPS: Readonly<Record<string, Point>> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

/** The place next to one in the direction of an arrow key; undefined when there is none, and for other keys. */
export function neighbour(places: readonly Place[], from: Place, key: string): Place | undefined {
  const step = STEPS[key];
  if (!step) return undefined;
  const distance = (place: Place) => {
    const { x, y } = { x: place.x - from.x, y: place.y - from.y };
    const along = x * step.x + y * step.y;
    return along <= 0 ? Infinity : along + 2 * Math.abs(x * step.y + y * step.x);
  };
  const ahead = places.filter((place) => distance(place) < Infinity);
  return ahead.toSorted((a, b) => distance(a) - distance(b))[0];
}
