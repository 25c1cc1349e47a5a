import type { GraphiQLProps } from 'graphiql';

type QueryStorage = NonNullable<GraphiQLProps['storage']>;

/** localStorage for GraphiQL's tabs and history, but never for headers: they may hold a key, and its history keeps them. */
export function createQueryStorage(store: Storage): QueryStorage {
  const ours = () => Object.keys(store).filter((key) => key.startsWith('graphiql:'));
  return {
    get length() {
      return ours().length;
    },
    getItem: (key) => store.getItem(key),
    setItem: (key, value) => store.setItem(key, withoutHeaders(value)),
    removeItem: (key) => store.removeItem(key),
    clear: () => ours().forEach((key) => store.removeItem(key)),
  };
}

function withoutHeaders(value: string): string {
  if (!value.includes('"headers"')) return value;
  try {
    return JSON.stringify(
      JSON.parse(value, (name, part: unknown) => (name === 'headers' && typeof part === 'string' ? undefined : part)),
    );
  } catch {
    return value;
  }
}
