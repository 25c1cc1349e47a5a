import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const { GATEWAY_URL = 'http://127.0.0.1:4000/graphql' } = process.env;

export default defineConfig({
  // Puts what the Relay compiler made in the place of each graphql`…`.
  plugins: [react({ babel: { plugins: [['relay', { eagerEsModules: true }]] } })],
  // The page and the gateway share an origin that way. Without a proxy, name the page's origin in the gateway's CORS_ORIGINS.
  server: { proxy: { '/graphql': new URL(GATEWAY_URL).origin } },
});
