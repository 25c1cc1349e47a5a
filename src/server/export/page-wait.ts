import { EventEmitter } from 'node:events';
import type { Leaving } from '../flight/crowd.js';

/** Waits for one page of an answer that comes in many: over with the page, or with the client who goes in the middle of it. */
export class PageWait extends EventEmitter<{ close: [] }> implements Leaving {
  writableFinished = false;
  readonly #leave = () => this.emit('close');

  constructor(private readonly client: EventEmitter) {
    super();
    client.once('close', this.#leave);
  }

  end(): void {
    this.client.off('close', this.#leave);
    this.writableFinished = true;
    this.emit('close');
  }
}
