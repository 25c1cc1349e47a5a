/** How much each caller has going on, up to so much at a time. */
export class Occupancy {
  readonly #taken = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Takes a place, and gives what leaves it; null where the caller has no place left. `onLeft` runs when it is left, once. */
  enter(who: string, onLeft = () => {}): (() => void) | null {
    const already = this.#taken.get(who) ?? 0;
    if (already >= this.most) return null;
    this.#taken.set(who, already + 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = (this.#taken.get(who) ?? 1) - 1;
      if (left > 0) this.#taken.set(who, left);
      else this.#taken.delete(who);
      onLeft();
    };
  }
}
