import { performance } from 'node:perf_hooks';

export interface FiltersOptions {
  /** Whether a filter may be given several values, or another parameter be used, though nobody has seen yet that it works. */
  readonly isTried: (filter: string) => boolean;
  /** Is told of a parameter that did not do as it was believed to. */
  readonly onRefuted?: ((filter: string) => void) | undefined;
  /** Milliseconds on a clock that never jumps. */
  readonly now?: () => number;
}

/** Milliseconds for which what a filter was seen not to take is not tried again. */
const REFUTED_MS = 60 * 60_000;

/** Milliseconds for which a filter is not tried again that was tried and showed nothing for sure. */
const VAIN_MS = 5 * 60_000;

/** What one tenant's REST API has been seen to do with parameters that are not proven, such as several values of a filter. */
export class Filters {
  readonly #proven = new Map<string, number>();
  readonly #refusedAt = new Map<string, number>();
  readonly #refutedAt = new Map<string, number>();
  readonly #vainAt = new Map<string, number>();
  readonly #now: () => number;

  constructor(private readonly options: FiltersOptions) {
    this.#now = options.now ?? (() => performance.now());
  }

  /** Whether a filter may be given several values now. */
  mayTry(filter: string): boolean {
    return (
      this.options.isTried(filter) && !this.isRefuted(filter) && !this.#isWithin(VAIN_MS, this.#vainAt.get(filter))
    );
  }

  /** Whether a parameter was seen lately not to do as it was believed to. */
  isRefuted(filter: string): boolean {
    return this.#isWithin(REFUTED_MS, this.#refutedAt.get(filter));
  }

  /** How many values a filter was seen to take at once. */
  proven(filter: string): number {
    return this.#proven.get(filter) ?? 0;
  }

  /** How many values a filter may be given at once, as far as anybody knows. */
  most(filter: string): number {
    return this.#isWithin(REFUTED_MS, this.#refusedAt.get(filter)) ? this.proven(filter) : Infinity;
  }

  prove(filter: string, values: number): void {
    this.#proven.set(filter, Math.max(values, this.proven(filter)));
    this.#vainAt.delete(filter);
  }

  /** Takes note that a filter was refused with more values than it was seen to take. */
  refuse(filter: string): void {
    if (this.proven(filter) > 0) this.#refusedAt.set(filter, this.#now());
    else this.refute(filter);
  }

  /** Takes note that a filter was not understood. */
  refute(filter: string): void {
    this.#proven.delete(filter);
    this.#refutedAt.set(filter, this.#now());
    this.options.onRefuted?.(filter);
  }

  /** Takes note that a filter was tried, and that what came of it shows nothing for sure. */
  tryLater(filter: string): void {
    this.#vainAt.set(filter, this.#now());
  }

  #isWithin(ms: number, at = -Infinity): boolean {
    return this.#now() - at < ms;
  }
}
