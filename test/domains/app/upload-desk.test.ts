import { expect, test } from 'vitest';
import { createUploadDesk, type UploadDeskOptions } from '../../../src/domains/app/upload-desk.js';
import { memoryLedger } from '../../../src/upstream/ledger/memory-ledger.js';

function desks(changes: Partial<UploadDeskOptions> = {}) {
  let now = 1_000_000;
  const deskOf = createUploadDesk({
    secret: Buffer.from('secret'),
    ledger: memoryLedger(),
    mostBytes: 100,
    expiryMs: 1000,
    timeoutMs: 5000,
    now: () => now,
    ...changes,
  });
  return { deskOf, desk: deskOf('me'), pass: (ms: number) => void (now += ms) };
}

const file = { fileName: 'app.apk', sizeBytes: 7 };

test('a ticket is found by its id, by its owner, in any replica', () => {
  const { deskOf, desk } = desks();
  const ticket = desk.issue(file);
  expect(desk.find(ticket.uploadId)).toEqual({ ...file, uploadId: ticket.uploadId, expiresAt: 1_001_000 });
  expect(desks().desk.find(ticket.uploadId)).toEqual(ticket);
  expect(deskOf('other').find(ticket.uploadId)).toBeNull();
  expect(deskOf('').find(ticket.uploadId)).toBeNull();
  expect(desks({ secret: Buffer.from('other') }).desk.find(ticket.uploadId)).toBeNull();
});

test('nothing in an id can be changed, so that it is taken once', () => {
  const { desk } = desks();
  const { uploadId } = desk.issue(file);
  const [text = '', signature = ''] = uploadId.split('.');
  const longer = Buffer.from(JSON.stringify(['n', 9e15, 'app.apk', null])).toString('base64url');
  for (const id of [
    '',
    '.',
    text,
    `${text}.`,
    `${longer}.${signature}`,
    `${text}.${signature.slice(1)}`,
    `${text}.x`,
    // Bytes as text can be written in several ways.
    `${uploadId}!`,
    `${uploadId}=`,
    `${uploadId}.x`,
    `${text}. ${signature}`,
  ]) {
    expect(desk.find(id)).toBeNull();
  }
});

test('no id of a ticket can be spelt otherwise, and so taken once more', () => {
  const { desk } = desks();
  const { uploadId } = desk.issue(file);
  for (const more of ['=', '!', ' ', '\n', '.', '.x']) expect(desk.find(`${uploadId}${more}`)).toBeNull();
});

test('a ticket waits until it expires, is taken once, and waits again when it is given back', async () => {
  const { desk, pass } = desks();
  const ticket = desk.issue(file);
  expect(await desk.look(ticket)).toEqual({ status: 'WAITING' });
  expect(await Promise.all([desk.take(ticket), desk.take(ticket)])).toEqual([true, false]);
  expect(await desk.look(ticket)).toEqual({ status: 'RECEIVING' });
  await desk.giveBack(ticket);
  expect(await desk.look(ticket)).toEqual({ status: 'WAITING' });
  pass(1000);
  expect(await desk.look(ticket)).toEqual({ status: 'EXPIRED' });
});

test('what became of a file is told, and when nobody says so in time, it is not known', async () => {
  const { desk, pass } = desks();
  const [done, lost] = [desk.issue(file), desk.issue(file)];
  await desk.take(done);
  await desk.take(lost);
  const end = { status: 'DONE', appId: 'a', versionId: 'v' } as const;
  await desk.settle(done, end);
  pass(5999);
  expect(await desk.look(lost)).toEqual({ status: 'RECEIVING' });
  pass(1);
  expect(await desk.look(lost)).toEqual({ status: 'UNKNOWN' });
  expect(await desk.look(done)).toEqual({ status: 'DONE', end });
});

test('nobody gets no ticket', () => {
  expect(() => desks().deskOf('').issue(file)).toThrow(/No key was sent/);
});
