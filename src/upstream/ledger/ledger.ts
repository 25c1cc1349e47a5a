/** What is written down of something that must not be done twice. */
export interface Note {
  /** Tells the same request from another one under the same key. */
  readonly fingerprint: string;
  /** What came of it, as JSON; left out while nobody knows. */
  readonly outcome?: unknown;
  /** Whether nothing was changed. Anybody can cause as many of such notes as they like: they push out none but each other. */
  readonly isLight?: boolean;
}

/** Where it stands for a day what was begun, and what came of it. No method rejects. */
export interface Ledger {
  /** Writes down that something begins, unless that stands there already: then gives what stands there. */
  begin(key: string, note: Note): Promise<Note | null>;
  /** What stands there; null when nothing does. */
  read(key: string): Promise<Note | null>;
  /** Writes down what came of it. */
  end(key: string, note: Note): Promise<void>;
  /** Strikes it out: it was not done. */
  strike(key: string): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds for which a note stands. */
export const NOTE_LIFE_MS = 24 * 60 * 60 * 1000;
