import { Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Answer } from './gateway.js';

/** Sends queries one after the other by one connection, which ends with the test. */
export function byOneConnection(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return async (query: string, more: object = {}) => {
    const headers = { 'content-type': 'application/json', ...more };
    const asked = request(`${url}/graphql`, { agent, method: 'POST', headers }).end(JSON.stringify({ query }));
    const response = await new Promise<AsyncIterable<Buffer>>((resolve, reject) =>
      asked.once('response', resolve).once('error', reject),
    );
    return (await json(response)) as Pick<Answer, 'data'> & { errors?: { extensions: { code: string } }[] };
  };
}
