import { closeSync, fsyncSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';
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

/**
 * A file, cut off behind its first `bytes`; they stay, and what is written follows on them. Throws UsageError when they are not all
 * there, and for what is no file that could be cut off, such as `/dev/stdout`.
 */
export function fileSink(path: string, bytes: number): Sink {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there && !there.isFile())
    throw new UsageError(`--out ${path} is no file: leave --out away for what takes standard output.`);
  const held = there?.size;
  if (bytes > (held ?? 0)) {
    const what = held === undefined ? 'is gone' : `has ${held} bytes, and had ${bytes} when the export broke off`;
    throw new UsageError(`${path} ${what}: begin anew without --resume.`);
  }
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

/**
 * Standard output, as fast as it is read. What cannot be written there fails; whoever has read enough, as `head` has, ends the
 * process.
 */
export function outputSink(stdout: Writable = process.stdout): Sink {
  const endIfClosed = (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  };
  stdout.on('error', endIfClosed); // the writing that failed tells of all else
  const sink = {
    bytes: 0,
    async write(text: string) {
      await new Promise<void>((resolve, reject) => {
        stdout.write(text, (error) => {
          if (!error) return resolve();
          endIfClosed(error);
          reject(error);
        });
      });
      sink.bytes += Buffer.byteLength(text);
    },
    settle: () => {},
    close: () => {},
  };
  return sink;
}
