import type { Environment } from 'monaco-editor';

/** Addresses of the worker files, filled in by build.mjs. */
declare const WORKERS: Readonly<Record<'editor' | 'json' | 'graphql', string>>;

/** Tells Monaco where its workers lie: in files of our own, as a strict policy allows neither blobs nor foreign hosts. */
export function setUpWorkers(): void {
  const environment: Environment = {
    getWorker: (_id, label) => new Worker(label === 'json' || label === 'graphql' ? WORKERS[label] : WORKERS.editor),
  };
  Object.assign(globalThis, { MonacoEnvironment: environment });
}
