import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import { UsageError } from './export-flags.js';

/** Where an export is written. */
export interface Sink {
  /** Bytes written so far, those of earlier runs included. */
  readonly bytes: number;
  write(text: string): Promise<void>;
  /** Sees to it that what was written stays written. */
  settle(): void;
  close(): void;
}

/** A file, cut off behind its first `bytes`; they stay, and what is written follows on them. Throws UsageError when they are gone. */
export function fileSink(path: string, bytes: number): Sink {
  if (bytes > 0 && !existsSync(path)) throw new UsageError(`${path} is gone: begin anew without --resume.`);
  const file = openSync(path, bytes > 0 ? 'r+' : 'w');
  ftruncateSync(file, bytes);
  const sink = {
    bytes,
    async write(text: string) {
      const data = Buffer.from(text);
      for (let at = 0; at < data.length;) at += writeSync(file, data, at, data.length - at, sink.bytes + at);
      sink.bytes += data.length;
    },
    settle: () => fsyncSync(file),
    close: () => closeSync(file),
  };
  return sink;
}

/** Standard output, as fast as it is read. */
export function outputSink(): Sink {
  // Whoever has read enough, as `head` has, closes it.
  process.stdout.on('error', () => process.exit(0));
  const sink = {
    bytes: 0,
    async write(text: string) {
      sink.bytes += Buffer.byteLength(text);
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    },
    settle: () => {},
    close: () => {},
  };
  return sink;
}
