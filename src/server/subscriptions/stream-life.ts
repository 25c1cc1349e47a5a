import { EventEmitter, setMaxListeners } from 'node:events';
import { systemClock, type Clock } from '../../upstream/clock.js';
import { atExpiry, type Expiring } from '../access/expiry.js';

/**
 * How long a stream goes on: until its client has gone, or until the token it was opened with has expired. Emits `close` then, as
 * an answer does when its client goes. To be made before the client can go without being heard.
 */
export class StreamLife extends EventEmitter<{ close: [] }> {
  readonly #controller = new AbortController();
  #hasExpired = false;

  constructor(client: EventEmitter, access: Expiring, clock: Clock = systemClock) {
    super();
    this.setMaxListeners(0);
    setMaxListeners(0, this.signal); // each thing it watches listens
    const stopTimer = atExpiry(access, clock, () => {
      this.#hasExpired = true;
      this.#end();
    });
    client.once('close', () => {
      stopTimer();
      this.#end();
    });
  }

  /** Aborts when the stream is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get hasExpired(): boolean {
    return this.#hasExpired;
  }

  /** Runs `task` when the stream is over: at once when it is. */
  whenOver(task: () => void): void {
    if (this.signal.aborted) task();
    else this.once('close', task);
  }

  #end(): void {
    if (this.signal.aborted) return;
    this.#controller.abort();
    this.emit('close');
  }
}
