import { maxHeaderSize, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

const told: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    `The URL and the headers have more than ${maxHeaderSize} bytes: send long documents and variables by POST.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come to its end in time: send it again.'],
};

const UNREADABLE = [400, 'This is no HTTP request that could be read.'] as const;

/** Tells of what could not be read as an HTTP request as GraphQL tells of everything, and closes the connection. */
export function tellUnparsed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, message] = told[error.code ?? ''] ?? UNREADABLE;
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  if (socket.writable) socket.write([...head, '', body].join('\r\n'));
  socket.destroy(error);
}
