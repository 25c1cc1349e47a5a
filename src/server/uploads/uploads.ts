import type { FastifyInstance, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { UPLOAD_PATH } from '../../domains/app/app-upload.resolvers.js';
import { createUploadDesk, type UploadDesk, type UploadTicket } from '../../domains/app/upload-desk.js';
import { createSources } from '../../domains/index.js';
import { userErrorsOf } from '../../graphql/changes/mutation.js';
import { nodeId } from '../../graphql/node-id.js';
import { NO_KEY } from '../../upstream/asking.js';
import { UpstreamError } from '../../upstream/errors.js';
import type { Ledger } from '../../upstream/ledger/ledger.js';
import type { Caller, Send } from '../../upstream/send.js';
import { Upstream } from '../../upstream/upstream.js';
import { accessOf } from '../access/access.js';
import { RefusedRequest, refuseRequest } from '../http/refused-request.js';
import { letComeSlowly } from '../http/slow-requests.js';
import type { ContextOptions } from '../operation/context.js';
import { Occupancy } from '../operation/occupancy.js';
import { NO_WRITES } from '../operation/refuse-operations.js';
import type { Tenant } from '../rest-api/tenants.js';
import { incomingFile, type IncomingFile } from './incoming-file.js';

/** The desks at which files are let in, one for each caller. */
export const uploadDesks = (config: Config, ledger: Ledger) =>
  createUploadDesk({
    secret: config.identitySecret,
    ledger,
    mostBytes: config.LIMIT_UPLOAD_BYTES,
    expiryMs: config.UPLOAD_EXPIRY_MS,
    timeoutMs: config.UPLOAD_TIMEOUT_MS,
  });

/** Milliseconds for which bytes are thrown away that a refused client still sends, so that it gets to read why. */
const LINGER_MS = 5000;

/** One in so many sockets to the REST API may carry a file: files are sent as slowly as anybody likes, with keys that anybody can make up. */
const SHARE = 4;

export interface UploadsOptions extends ContextOptions {
  readonly log: Logger;
  /** Looks who asks, before anything is read. */
  readonly identify: preHandlerAsyncHookHandler;
}

/**
 * Takes files at the URLs that were given out for them and passes them on as they come: nothing is kept of them, and the
 * client is read no faster than the REST API reads. The answer names what was made.
 */
export function serveUploads(http: FastifyInstance, means: UploadsOptions): void {
  const { config, deskOf, identify, log } = means;
  const onTheirWay = new Occupancy(Math.max(1, Math.floor(config.UPSTREAM_CONNECTIONS / SHARE)));

  async function receive(request: FastifyRequest<{ Params: { '*': string } }>) {
    const { tenant, caller, client, mayWrite } = accessOf(request);
    if (!caller) throw new RefusedRequest(401, 'UNAUTHENTICATED', NO_KEY);
    if (!mayWrite) throw new RefusedRequest(403, 'FORBIDDEN', NO_WRITES);
    const desk = deskOf(client);
    const ticket = await admitted(desk, request.params['*']);
    const length = lengthOf(request, ticket, desk.mostBytes);
    const leave = onTheirWay.enter(tenant.baseUrl);
    if (!leave) throw tooMany();
    try {
      letComeSlowly(request.raw);
      const file = await incomingFile(request.raw, { length, silenceMs: config.UPSTREAM_TIMEOUT_MS });
      if (!(await desk.take(ticket))) throw used();
      const sending = { tenant, caller, client, length, requestId: request.id };
      const { appId, versionId } = await passOn(desk, ticket, file, sending);
      const appVersion = versionId === null ? null : nodeId('AppVersion', appId, versionId);
      return { uploadId: ticket.uploadId, app: nodeId('App', appId), appVersion };
    } finally {
      leave();
    }
  }

  async function passOn(desk: UploadDesk, ticket: UploadTicket, file: IncomingFile, sending: Sending) {
    const { tenant, caller, client, length, requestId } = sending;
    const send: Send = (asked) => {
      const until = performance.now() + config.OPERATION_TIMEOUT_MS; // each call by itself: the file takes longer
      return tenant.send({ ...asked, requestId, deadline: () => until });
    };
    const esper = new Upstream({ send, caller, client, memory: means.memoryOf(caller.identity) });
    const { appUpload } = createSources(esper, tenant.enterpriseId);
    const { fileName } = ticket;
    const timeoutMs = config.UPLOAD_TIMEOUT_MS;
    try {
      const made = await appUpload.send({ fileName, length, pieces: file.pieces, timeoutMs });
      await desk.settle(ticket, { status: 'DONE', ...made });
      return made;
    } catch (error) {
      file.close();
      const userErrors = file.fault ? null : faultsOfFile(error);
      if (userErrors) await desk.settle(ticket, { status: 'REFUSED', userErrors });
      else if (isUndone(error, file)) await desk.giveBack(ticket);
      else await desk.settle(ticket, { status: 'UNKNOWN' });
      throw file.fault ?? error;
    }
  }

  void http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null)); // the body is left to be read
    scope.put<{ Params: { '*': string } }>(`/${UPLOAD_PATH}*`, { preHandler: identify }, async (request, reply) => {
      const began = performance.now();
      try {
        void reply.code(201).send(await receive(request));
      } catch (error) {
        if (!(error instanceof RefusedRequest || error instanceof UpstreamError))
          log.error({ err: error }, 'an upload failed');
        void refuseRequest(reply, error);
        letGo(request);
      }
      const { statusCode: status } = reply;
      const bytes = Number(request.headers['content-length'] ?? 0);
      log.info({ requestId: request.id, status, bytes, ms: Math.round(performance.now() - began) }, 'upload');
      return reply;
    });
    scope.route({
      method: ['GET', 'POST', 'DELETE'],
      url: `/${UPLOAD_PATH}*`,
      handler: (_request, reply) =>
        refuseRequest(reply.header('allow', 'PUT'), new RefusedRequest(405, 'BAD_REQUEST', 'Send the file with PUT.')),
    });
  });
}

interface Sending {
  readonly tenant: Tenant;
  readonly caller: Caller;
  readonly client: string;
  readonly length: number;
  readonly requestId: string;
}

/** Why the REST API did not take the file; null when it was about something else. No field of an input is at fault. */
const faultsOfFile = (error: unknown) => userErrorsOf(error)?.map((fault) => ({ ...fault, field: null })) ?? null;

const used = () => new RefusedRequest(409, 'CONFLICT', 'This URL has taken a file already: make another upload.');

const tooMany = () =>
  new UpstreamError('RATE_LIMITED', {
    call: 'PUT /uploads/{id}',
    text: 'As many files are on their way as may be: send this one again later.',
    retryAfter: 10,
  });

async function admitted(desk: UploadDesk, uploadId: string): Promise<UploadTicket> {
  const ticket = desk.find(uploadId);
  if (!ticket)
    throw new RefusedRequest(404, 'NOT_FOUND', 'This key has made no such upload: ask createAppUpload for one.');
  const { status } = await desk.look(ticket);
  if (status === 'EXPIRED') throw new RefusedRequest(410, 'NOT_FOUND', 'This URL has expired: make another upload.');
  if (status !== 'WAITING') throw used();
  return ticket;
}

/** How many bytes the client says will come. Throws when it does not say, or when those are too many or too few. */
function lengthOf({ headers }: FastifyRequest, { sizeBytes }: UploadTicket, most: number): number {
  const { 'content-length': told, 'content-encoding': packed } = headers;
  if (packed) throw new RefusedRequest(415, 'BAD_USER_INPUT', 'Send the file as it is, without Content-Encoding.');
  if (told === undefined)
    throw new RefusedRequest(411, 'BAD_USER_INPUT', 'Send Content-Length: the bytes of the file.');
  const length = Number(told);
  if (length > most) {
    const limit = { name: 'LIMIT_UPLOAD_BYTES', found: length, most };
    throw new RefusedRequest(
      413,
      'LIMIT_EXCEEDED',
      `The file has ${length} bytes: ${limit.name} allows ${most}.`,
      limit,
    );
  }
  if (sizeBytes === null || length === sizeBytes) return length;
  const text = `The file has ${length} bytes, and sizeBytes told of ${sizeBytes}.`;
  throw new RefusedRequest(400, 'BAD_USER_INPUT', text);
}

/** Whether it is sure that a file which was not taken was not stored: it was refused, or its last byte never sent. */
const isUndone = (error: unknown, file: IncomingFile): boolean =>
  !file.isWhole || (error instanceof UpstreamError && error.cameToNothing);

/** Lets a client that still sends come to the answer, and then closes its connection. */
function letGo({ raw }: FastifyRequest): void {
  if (raw.complete || raw.destroyed) return;
  raw.unpipe();
  raw.on('error', () => {}).resume();
  const timer = setTimeout(() => raw.destroy(), LINGER_MS);
  raw.once('close', () => clearTimeout(timer));
}
