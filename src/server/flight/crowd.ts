/** Whoever waits for an answer: closed when it has been sent, or when nobody is left. Every response is one. */
export interface Leaving {
  /** Whether the answer went out whole. */
  readonly writableFinished: boolean;
  once(event: 'close', listener: () => void): unknown;
}

/** Several who wait for one answer: closed when the last of them is, and finished when one of them was. */
export class Crowd implements Leaving {
  writableFinished = false;
  readonly #listeners: (() => void)[] = [];
  #waiting = 0;

  join(one: Leaving): void {
    this.#waiting++;
    one.once('close', () => {
      this.writableFinished ||= one.writableFinished;
      if (--this.#waiting === 0) for (const listener of this.#listeners.splice(0)) listener();
    });
  }

  once(_: 'close', listener: () => void): void {
    this.#listeners.push(listener);
  }
}
