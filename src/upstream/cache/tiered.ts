import type { Store } from './store.js';

/**
 * Two stores as one: a near one in front of a far one, which other replicas may share. The far one is looked at when the near
 * one has nothing fresh, since another replica may have a newer answer; what is found there is kept in the near one too.
 */
export function tiered(near: Store, far: Store, now: () => number = Date.now): Store {
  return {
    async get(key, tags) {
      const found = await near.get(key, tags);
      if (found && now() < found.at + found.freshMs) return found;
      const write = await near.writer();
      const further = await far.get(key, tags);
      if (!further || (found && found.at >= further.at)) return found;
      await write(key, further);
      return further;
    },
    async writer() {
      const writes = await Promise.all([near.writer(), far.writer()]);
      return async (key, entry) => {
        await Promise.all(writes.map((write) => write(key, entry)));
      };
    },
    async delete(key) {
      await Promise.all([near.delete(key), far.delete(key)]);
    },
    async invalidate(tags) {
      await Promise.all([near.invalidate(tags), far.invalidate(tags)]);
    },
    async close() {
      await Promise.all([near.close(), far.close()]);
    },
  };
}
