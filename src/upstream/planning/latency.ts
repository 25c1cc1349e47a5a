/** Something that can be asked for. */
export interface Read {
  readonly route: string;
  /** Rows of a page; left out for one record by itself. */
  readonly rows?: number | undefined;
  /** Whether it is a page far behind the beginning of its list. */
  readonly isDeep?: boolean;
}

/** How long reads of one tenant's REST API take. */
export interface Latency {
  /** How many times as long one read takes as another, from 1 to MOST_RATIO; undefined while nobody knows. */
  ratio(read: Read, other: Read): number | undefined;
  /** Calls to a route that a caller may have under way at first. */
  atOnce(route: string): number;
}

/** Latency as it is measured: `learn` takes note of a read that took so many milliseconds. */
export interface MeasuredLatency extends Latency {
  learn(read: Read, ms: number): void;
}

/** However slow a page is, it is taken for no more single reads than this: calls count first, and prices rest on it (`most`). */
export const MOST_RATIO = 4;

/** Latency that nobody has measured. */
export const unmeasured = (atOnce: Latency['atOnce'] = () => 20): MeasuredLatency => ({
  ratio: () => undefined,
  atOnce,
  learn: () => {},
});

/** Latency as it was measured lately, route by route. */
export function measuredLatency(atOnce: Latency['atOnce']): MeasuredLatency {
  const lines = new Map<string, Line>();
  const nameOf = ({ route, isDeep }: Read) => (isDeep ? `${route} far on` : route);
  const find = (read: Read) => lines.get(nameOf(read))?.at(read.rows ?? 0);
  return {
    atOnce,
    ratio(read, other) {
      const [ms, otherMs] = [find(read), find(other)];
      return ms && otherMs ? Math.min(Math.max(ms / otherMs, 1), MOST_RATIO) : undefined;
    },
    learn(read, ms) {
      const name = nameOf(read);
      let line = lines.get(name);
      if (!line) lines.set(name, (line = new Line()));
      line.add(read.rows ?? 0, ms);
    },
  };
}

/** Reads of a route before any is believed. */
const ENOUGH = 5;
/** What the last read counts, when there were many before it. */
const SHARE = 0.1;
/** How far from the pages that were seen a page may be: so many rows, and so many times as far as those differ. */
const REACH = [25, 3] as const;

/** Milliseconds by rows as a straight line, a base and so much for each row, through reads of which the last count most. */
class Line {
  #reads = 0;
  #rows = 0;
  #ms = 0;
  #rowsSquared = 0;
  #rowsMs = 0;

  add(rows: number, ms: number): void {
    const share = Math.max(1 / ++this.#reads, SHARE);
    this.#rows += (rows - this.#rows) * share;
    this.#ms += (ms - this.#ms) * share;
    this.#rowsSquared += (rows * rows - this.#rowsSquared) * share;
    this.#rowsMs += (rows * ms - this.#rowsMs) * share;
  }

  /** Undefined while too few were seen that are like it. */
  at(rows: number): number | undefined {
    const variance = Math.max(0, this.#rowsSquared - this.#rows ** 2);
    const further = rows - this.#rows;
    if (this.#reads < ENOUGH || Math.abs(further) > REACH[0] + REACH[1] * Math.sqrt(variance)) return undefined;
    const slope = variance > 1 ? Math.max(0, (this.#rowsMs - this.#rows * this.#ms) / variance) : 0;
    return Math.max(0, this.#ms + slope * further);
  }
}
