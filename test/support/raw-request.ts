import { request } from 'node:http';

/** Asks for a path just as it is written, which `fetch` would put in order first. */
export function getRaw(url: string, path: string, headers: Record<string, string>) {
  const { hostname, port } = new URL(url);
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const asked = request({ hostname, port, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
        if (text.includes('event: next')) asked.destroy(); // a stream has no end
      });
      response.once('close', () => resolve({ status: response.statusCode, text }));
    });
    asked.once('error', reject);
    asked.end();
  });
}
