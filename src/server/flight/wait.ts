import { EventEmitter } from 'node:events';
import type { Leaving } from './crowd.js';

/**
 * Runs one of several operations of a client, such as a page of an export: the wait for it is over with it, or with the client,
 * who may go in the middle. Without a client it is only over with the operation.
 */
export async function waiting<T>(client: EventEmitter | null, run: (wait: Leaving) => Promise<T>): Promise<T> {
  const wait = new Wait();
  const leave = () => void wait.emit('close');
  client?.once('close', leave);
  try {
    return await run(wait);
  } finally {
    client?.off('close', leave);
    wait.writableFinished = true;
    wait.emit('close');
  }
}

class Wait extends EventEmitter<{ close: [] }> implements Leaving {
  writableFinished = false;
}
