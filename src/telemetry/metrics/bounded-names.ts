/** Characters a name may have to be a label. */
const LONGEST = 64;

/** Lets few of many names become labels: each label is a series of its own that is kept for good, here and in Prometheus. */
export class BoundedNames {
  readonly #known = new Set<string>();

  constructor(private readonly most: number) {}

  /**
   * The name itself when it is known, or when it may be made known and there is room; `other` for the rest. Clients choose
   * names, so whoever makes one known should have to do something for it.
   */
  label(name: string, mayBeNew: boolean): string {
    if (this.#known.has(name)) return name;
    if (!mayBeNew || name.length > LONGEST || this.#known.size >= this.most) return 'other';
    this.#known.add(name);
    return name;
  }
}
