import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { incomingFile } from '../../../src/server/uploads/incoming-file.js';
import { FakeClock, settle } from '../../support/fake-clock.js';
import { apk } from '../../support/upload.js';

const PIECE = 65_536;

/** A request whose body is pushed by the test, or made as it is read. */
function request(read: (this: Readable) => void = () => {}): IncomingMessage & { complete: boolean } {
  const body = new Readable({ read });
  const asked = Object.assign(body, { complete: false });
  body.once('end', () => (asked.complete = true));
  return asked as unknown as IncomingMessage & { complete: boolean };
}

async function all(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const piece of pieces) read.push(piece);
  return Buffer.concat(read);
}

test('a file comes as it was sent, however it is cut', async () => {
  const bytes = apk(50);
  const body = request();
  for (const [from, to] of [
    [0, 1],
    [1, 3],
    [3, 30],
    [30, 50],
  ])
    body.push(bytes.subarray(from, to));
  body.push(null);
  const file = await incomingFile(body, { length: 50, silenceMs: 1000 });
  expect(file.isWhole).toBe(false);
  expect(await all(file.pieces)).toEqual(bytes);
  expect({ ...file, pieces: null }).toMatchObject({ isWhole: true, fault: undefined });
});

test('no more is read of a file than is passed on', async () => {
  let made = 0;
  const body = request(function () {
    this.push(made++ === 0 ? apk(PIECE) : Buffer.alloc(PIECE));
  });
  const file = await incomingFile(body, { length: 1000 * PIECE, silenceMs: 1000, clock: new FakeClock() });
  for (let turn = 0; turn < 100; turn++) await settle();
  const untouched = made;
  expect(untouched).toBeLessThan(10);
  for (let taken = 0; taken < 20; taken++) await file.pieces.next();
  for (let turn = 0; turn < 100; turn++) await settle();
  expect(made).toBeLessThanOrEqual(untouched + 20);
  file.close();
});

test.each([
  ['at its beginning', Buffer.from('PK')],
  ['in the middle', apk(20)],
])('a client that falls silent %s is given up, and can still be told so', async (_, sent) => {
  const clock = new FakeClock();
  const body = request();
  body.push(sent);
  const reading = (async () => {
    const file = await incomingFile(body, { length: 50, silenceMs: 1000, clock });
    const error = await all(file.pieces).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'CANCELLED' });
    throw file.fault;
  })().catch((thrown: unknown) => thrown);
  await clock.pass(999);
  await clock.pass(2);
  expect(await reading).toMatchObject({ status: 408, message: expect.stringContaining('Nothing came for 1000 ms') });
  expect(body.destroyed).toBe(false);
  expect(clock.pending).toBe(0);
});

test('a connection that breaks off is told from a file that ends', async () => {
  const body = request();
  body.push(apk(20));
  const file = await incomingFile(body, { length: 50, silenceMs: 1000, clock: new FakeClock() });
  const reading = all(file.pieces).catch((thrown: unknown) => thrown);
  await settle();
  body.destroy();
  expect(await reading).toMatchObject({ code: 'CANCELLED' });
  expect(file).toMatchObject({ isWhole: false, fault: { status: 400, code: 'CANCELLED' } });
});

test('what does not begin as a ZIP does is refused, and the request is left open', async () => {
  const body = request();
  body.push('<html>');
  const refused = incomingFile(body, { length: 50, silenceMs: 1000, clock: new FakeClock() });
  await expect(refused).rejects.toMatchObject({ status: 415, code: 'BAD_USER_INPUT' });
  expect(body.destroyed).toBe(false);
});
