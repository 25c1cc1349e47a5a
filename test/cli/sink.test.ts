import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { outputSink } from '../../src/cli/sink.js';

const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
afterEach(() => void exit.mockClear());

test('an output that takes no more fails, and does not pass for an end', async () => {
  await expect(outputSink(createWriteStream('/dev/full')).write('a row\n')).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(exit).not.toHaveBeenCalled();
});

test('an output whose reader has read enough ends the process, and nothing went wrong', async () => {
  const closed = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  const output = new Writable({ write: (_chunk, _encoding, done) => done(closed) });
  await outputSink(output)
    .write('a row\n')
    .catch(() => {});
  expect(exit).toHaveBeenCalledWith(0);
});

test('an output is written as fast as it is read', async () => {
  const waiting: (() => void)[] = [];
  const sink = outputSink(new Writable({ write: (_chunk, _encoding, done) => void waiting.push(done) }));
  const written = sink.write('ä\n');
  expect(await Promise.race([written, new Promise((resolve) => setTimeout(resolve, 20, 'waits'))])).toBe('waits');
  waiting[0]!();
  await written;
  expect(sink.bytes).toBe(3);
});
