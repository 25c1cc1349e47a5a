/** How many calls the REST API has taken from one caller, in all replicas: counted here, and told by the others. */
export class Tally {
  #here = 0;
  #others = 0;
  /** What was counted here when the others were told last, and the sum of all at that time. */
  #told = 0;
  #sum: number | undefined;
  #isQuiet = true;

  /** Whether the others had taken none when they told of it last; else some are missing, those taken since. */
  get isQuiet(): boolean {
    return this.#isQuiet;
  }

  /** Counted here. */
  get here(): number {
    return this.#here;
  }

  get taken(): number {
    return this.#here + this.#others;
  }

  /** Counted here since the others were told last. */
  get news(): number {
    return this.#here - this.#told;
  }

  add(calls: number): void {
    this.#here += calls;
  }

  /** The others were told `news`, and the sum of all is `sum`. */
  learn(news: number, sum: number): void {
    const gained = this.#sum === undefined ? 0 : sum - news - this.#sum;
    this.#others += gained;
    this.#isQuiet = gained === 0;
    this.#told += news;
    this.#sum = sum;
  }
}
