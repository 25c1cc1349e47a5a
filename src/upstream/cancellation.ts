/** What tells a call that nobody waits for it any more: of AbortSignal what calls look at. */
export interface CallSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** AbortController and AbortSignal in one, for what is made anew for every call: a pair of those costs as much as half a call. */
export class Cancellation implements CallSignal {
  aborted = false;
  reason: unknown = undefined;
  /** Mostly one listens, and needs no set. */
  #first: (() => void) | undefined;
  #others: Set<() => void> | undefined;

  /** Tells all who listen, once. */
  abort(reason?: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.#first?.();
    for (const listener of this.#others ?? []) {
      this.#others?.delete(listener);
      listener();
    }
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  /** Nobody is told who comes after the abort. */
  addEventListener(_: 'abort', listener: () => void): void {
    if (this.aborted || listener === this.#first) return;
    if (this.#first || this.#others) (this.#others ??= new Set()).add(listener);
    else this.#first = listener;
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    if (listener === this.#first) this.#first = undefined;
    else this.#others?.delete(listener);
  }
}
