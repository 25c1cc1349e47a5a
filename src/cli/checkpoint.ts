import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from './export-flags.js';

/** How far an export has come. */
export interface Progress {
  readonly cursor: string | null;
  readonly rows: number;
  /** Bytes of the file that hold these rows. */
  readonly bytes: number;
}

/** Keeps beside a file how far its export has come, so that it can be resumed. */
export class Checkpoint {
  readonly path: string;
  readonly #question: string;

  /** `question` is all that decides which rows come in which form: also of whom they are asked. */
  constructor(file: string, question: unknown) {
    this.path = `${file}.progress`;
    this.#question = createHash('sha256').update(JSON.stringify(question)).digest('base64url');
  }

  /** How far it came; null when there is nothing to go on with. Throws UsageError when it was another export. */
  read(): Progress | null {
    if (!existsSync(this.path)) return null;
    const { question, ...progress } = noteIn(this.path);
    if (question === this.#question) return progress;
    throw new UsageError(
      `${this.path} belongs to an export with other flags: repeat those, or begin anew without --resume.`,
    );
  }

  save(progress: Progress): void {
    // Under another name first: whoever is stopped in the middle of it leaves the old one whole.
    writeFileSync(`${this.path}.new`, JSON.stringify({ ...progress, question: this.#question }), { flush: true });
    renameSync(`${this.path}.new`, this.path);
  }

  /** Strikes it out: the export is whole, or its file about to be written anew. */
  strike(): void {
    rmSync(this.path, { force: true });
  }
}

function noteIn(path: string): Progress & { readonly question: string } {
  const text = readFileSync(path, 'utf8');
  try {
    const note: unknown = JSON.parse(text);
    if (typeof note === 'object' && note !== null && 'question' in note) return note as Progress & { question: string };
  } catch {
    // told below
  }
  throw new UsageError(`${path} does not tell how far the export came: begin anew without --resume.`);
}
