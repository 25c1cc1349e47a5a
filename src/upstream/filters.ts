import { performance } from 'node:perf_hooks';

export interface FiltersOptions {
  /** Whether a filter may be given several values, or another parameter be used, though nobody has seen yet that it works. */
  readonly isTried: (filter: string) => boolean;
  /** Is told of a parameter that did not do as it was believed to. */
  readonly onRefuted?: ((filter: string) => void) | undefined;
  /** Milliseconds on a clock that never jumps. */
  readonly now?: () => number;
}

/** Milliseconds for which a filter that was refuted is not tried again. */
const REFUTED_MS = 60 * 60_000;

/** What one tenant's REST API has been seen to do with parameters that are not proven, such as several values of a filter. */
export class Filters {
  readonly #proven = new Map<string, number>();
  readonly #most = new Map<string, number>();
  readonly #refutedAt = new Map<string, number>();
  readonly #now: () => number;

  constructor(private readonly options: FiltersOptions) {
    this.#now = options.now ?? (() => performance.now());
  }

  /** Whether a filter may be given several values now. */
  mayTry(filter: string): boolean {
    return this.options.isTried(filter) && !this.isRefuted(filter);
  }

  /** Whether a parameter was seen lately not to do as it was believed to. */
  isRefuted(filter: string): boolean {
    return this.#now() - (this.#refutedAt.get(filter) ?? -Infinity) < REFUTED_MS;
  }

  /** How many values a filter was seen to take at once. */
  proven(filter: string): number {
    return this.#proven.get(filter) ?? 0;
  }

  /** How many values a filter may be given at once, as far as anybody knows. */
  most(filter: string): number {
    return this.#most.get(filter) ?? Infinity;
  }

  prove(filter: string, values: number): void {
    this.#proven.set(filter, Math.max(values, this.proven(filter)));
  }

  /** Takes note that a filter was refused with more values than it was seen to take. */
  refuse(filter: string): void {
    const proven = this.proven(filter);
    if (proven > 0) this.#most.set(filter, proven);
    else this.refute(filter);
  }

  /** Takes note that a filter was not understood. */
  refute(filter: string): void {
    this.#proven.delete(filter);
    this.#refutedAt.set(filter, this.#now());
    this.options.onRefuted?.(filter);
  }
}
