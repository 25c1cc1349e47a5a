import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { peerFile } from '../peers.mjs';

/**
 * Writes the configuration of Tailcall for a REST API, and gives the command that serves it: calls batched where the REST API
 * lets them be, no log.
 * @param {{ world: string, base: string, port: number, dedupe: boolean }} options  `dedupe` shares equal operations under way.
 */
export function tailcall({ world, base, port, dedupe }) {
  const text = readFileSync(new URL(`../${world}/tailcall.graphql`, import.meta.url), 'utf8');
  const fields = text.replaceAll('{{BASE}}', base);
  const config = `schema
  @server(port: ${port}, hostname: "127.0.0.1", workers: 1)
  @upstream(
    allowedHeaders: ["authorization"]
    batch: { delay: 1, maxSize: 1000, headers: ["authorization"] }
    poolMaxIdlePerHost: 200
  ) {
  query: Query
}

${dedupe ? fields.replaceAll('@http(', '@http(dedupe: true, ') : fields}`;
  const folder = new URL('../.peers/tailcall/configurations/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = new URL(`${port}.graphql`, folder).pathname;
  writeFileSync(file, config);
  return {
    command: peerFile('tailcall', '@tailcallhq/core-linux-x64-gnu/bin/tailcall'),
    args: ['start', file],
    env: { TC_TRACKER: 'false', TC_LOG_LEVEL: 'error' },
  };
}
