import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { TestGateway } from './gateway.js';

/** What a file is answered with. */
export interface Received {
  readonly status: number;
  // A test knows the shape of what it asked for.
  readonly body: any;
}

/** The bytes of an APK, as far as anybody looks: a ZIP of so many bytes. */
export const apk = (bytes = 1000, fill = 'a'): Buffer =>
  Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(bytes - 4, fill)]);

/** Opens the way for a file, and gives its id and URL. */
export async function openUpload(gateway: TestGateway, input: object = {}, key = 'demo-admin') {
  const source = `mutation ($input: CreateAppUploadInput!) { createAppUpload(input: $input) {
    upload { uploadId url status expiresAt fileName sizeBytes appVersion { id } userErrors { message } } userErrors { message field code } } }`;
  const { data, errors, calls } = await gateway.query(source, { variables: { input }, key });
  const { upload, userErrors } = data.createAppUpload ?? {};
  return { upload, userErrors, errors, calls, url: upload ? new URL(upload.url, `${gateway.url}/graphql`) : null };
}

/** A request that is open for the bytes of a file, and its answer. */
export function sending(url: URL, headers: Record<string, string | number>, key: string | null = 'demo-admin') {
  const client: ClientRequest = request(url, {
    method: 'PUT',
    agent: false,
    headers: { ...(key && { authorization: `Bearer ${key}` }), ...headers },
  });
  const answer = new Promise<Received>((resolve, reject) => {
    client.on('error', reject).on('response', (response: IncomingMessage) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(pieces).toString()) });
      });
    });
  });
  return { client, answer };
}

/** Sends a whole file. */
export function send(url: URL, file: Buffer, headers: Record<string, string> = {}, key: string | null = 'demo-admin') {
  const { client, answer } = sending(url, { 'content-length': file.length, ...headers }, key);
  client.end(file);
  return answer;
}

/** What has become of an upload. */
export async function look(gateway: TestGateway, uploadId: string, key = 'demo-admin') {
  const source = `query ($id: ID) { appUpload(id: $id) { status url appVersion { versionName } userErrors { message field code } } }`;
  return (await gateway.query(source, { variables: { id: uploadId }, key })).data.appUpload;
}
