import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const { GATEWAY_URL = 'http://127.0.0.1:4000/graphql' } = process.env;

export default defineConfig({
  plugins: [react()],
  server: {
    // The page and the gateway share an origin that way. Without a proxy, name the page's origin in the gateway's CORS_ORIGINS.
    proxy: { '/graphql': new URL(GATEWAY_URL).origin },
    fs: { allow: ['../..'] },
  },
  // Only here, inside of the project: elsewhere the package is installed, and its name leads there by itself.
  resolve: {
    alias: {
      'esper-graphql/possible-types.json': new URL('../../dist/possible-types.json', import.meta.url).pathname,
    },
  },
});
