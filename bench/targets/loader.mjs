import { peers } from '../peers.mjs';

const peer = peers('servers');
const DataLoader = peer('dataloader');
const { Pool } = peer('undici');
const { origin, pathname } = new URL(String(process.env.ESPER_BASE_URL));
const pool = new Pool(origin, { connections: 64, pipelining: 1 });

/** A `get` for one operation, over kept-alive sockets: each path is asked for once. @param {string} authorization */
export function loaderFor(authorization) {
  const headers = { accept: 'application/json', authorization };
  const get = async (/** @type {string} */ path) => {
    const { statusCode, body } = await pool.request({ method: 'GET', path: pathname + path, headers });
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode}`);
    return body.json();
  };
  const loader = new DataLoader((/** @type {string[]} */ paths) => Promise.all(paths.map(get)));
  return (/** @type {string} */ path) => loader.load(path);
}
