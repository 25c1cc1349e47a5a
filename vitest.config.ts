import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Node resolves `graphql` to its CommonJS build; so must the tests, or there are two copies of it.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  // Every file in the same two processes: loading the gateway and the REST facts anew for each takes longer than the tests.
  test: { isolate: false, maxWorkers: 2, include: ['test/**/*.test.ts'], testTimeout: 20_000, hookTimeout: 30_000 },
});
