/** Entries added before the map below is made anew. */
const TERM = 256;

/**
 * A map in a long-lived place for what comes and goes within moments. When a Map makes room, V8 lets its old table point to the
 * new one. An old table that was promoted to the old generation keeps alive, though it is dead itself, whatever passes through
 * the tables after it, until the next full collection: young garbage is then copied instead of dropped, which made each
 * collection take three times as long. So a new map now and then ends such a chain, and what was taken out is held no more.
 */
export class TransientMap<K, V> {
  #map = new Map<K, { value: V | undefined }>();
  #added = 0;

  get(key: K): V | undefined {
    return this.#map.get(key)?.value;
  }

  set(key: K, value: V): void {
    this.delete(key);
    if (++this.#added % TERM === 0) this.#map = new Map(this.#map);
    this.#map.set(key, { value });
  }

  delete(key: K): void {
    const entry = this.#map.get(key);
    if (!entry) return;
    entry.value = undefined;
    this.#map.delete(key);
  }

  clear(): void {
    for (const key of this.#map.keys()) this.delete(key);
  }
}
