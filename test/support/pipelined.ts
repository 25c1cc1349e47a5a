import { connect, type Socket } from 'node:net';

/** Sends all of these queries by one connection, without waiting for an answer in between. */
export function sendAtOnce(url: string, queries: readonly string[]): Socket {
  const { port, hostname: host } = new URL(url);
  const socket = connect({ port: Number(port), host });
  for (const query of queries) {
    const body = JSON.stringify({ query });
    const head = { host, authorization: 'Bearer demo-admin', 'content-type': 'application/json' };
    const told = Object.entries({ ...head, 'content-length': body.length }).map(([name, value]) => `${name}: ${value}`);
    socket.write(['POST /graphql HTTP/1.1', ...told, '', body].join('\r\n'));
  }
  return socket;
}
