export interface Point {
  latitude: number;
  longitude: number;
}

/** A shape on the map, as the API draws it. */
export type Shape =
  | { type: 'circle'; coordinates: [Point]; radius: number }
  | { type: 'polygon'; coordinates: Point[] };

export const point = (latitude: number, longitude: number): Point => ({ latitude, longitude });

export const circle = (latitude: number, longitude: number, radius: number): Shape => ({
  type: 'circle',
  coordinates: [point(latitude, longitude)],
  radius,
});

export const polygon = (...corners: [number, number][]): Shape => ({
  type: 'polygon',
  coordinates: corners.map(([latitude, longitude]) => point(latitude, longitude)),
});

export const isWithin = (one: Point, shape: Shape): boolean =>
  shape.type === 'circle'
    ? metresBetween(one, shape.coordinates[0]) <= shape.radius
    : isBetween(one, shape.coordinates);

const EARTH_RADIUS = 6_371_000;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

function metresBetween(one: Point, other: Point): number {
  const up = Math.sin(radians(other.latitude - one.latitude) / 2) ** 2;
  const along = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  const share = up + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * along;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(share)));
}

/** Whether a line from the point eastwards leaves the polygon once more than it enters it. */
function isBetween({ latitude, longitude }: Point, corners: readonly Point[]): boolean {
  return corners.reduce((isInside, from, at) => {
    const to = corners[(at + 1) % corners.length]!;
    const isBeside = from.latitude > latitude !== to.latitude > latitude;
    if (!isBeside) return isInside;
    const share = (latitude - from.latitude) / (to.latitude - from.latitude);
    return longitude < from.longitude + share * (to.longitude - from.longitude) ? !isInside : isInside;
  }, false);
}
