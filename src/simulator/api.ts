import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeEffect } from './command/command-effects.js';
import { spoiled } from './fault-answers.js';
import type { FaultSwitch } from './faults.js';
import type { Call, Exchange, Journal } from './journal.js';
import type { Rights } from './keys.js';
import type { RateLimit } from './rate-limit.js';
import { Refusal } from './refusals.js';
import { answer, type Answer } from './router.js';
import { routes } from './routes.js';
import type { World } from './world.js';

export interface Stage {
  world: World;
  journal: Journal;
  faults: FaultSwitch;
  latencyMs: number;
  rateLimit: RateLimit | undefined;
  onExchange: ((exchange: Exchange) => void) | undefined;
}

const DEFAULT_SLOW_BODY_MS = 1000;

function rightsOf(world: World, request: IncomingMessage): Rights | Refusal {
  const header = request.headers.authorization;
  if (header === undefined) return new Refusal(401, 'Authentication credentials were not provided.');
  const key = /^Bearer (.+)$/i.exec(header)?.[1];
  return world.rights.get(key ?? '') ?? new Refusal(401, 'Invalid or missing credentials.');
}

function split(url: string): { path: string; search: string } {
  const at = url.indexOf('?');
  return at < 0 ? { path: url, search: '' } : { path: url.slice(0, at), search: url.slice(at) };
}

/** The body of a request when it is JSON; any other is left to be read. */
async function jsonIn(request: IncomingMessage): Promise<string> {
  if (!request.headers['content-type']?.startsWith('application/json')) return '';
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

async function write(response: ServerResponse, sent: Answer, pauseMs: number | undefined): Promise<void> {
  const body = Buffer.from(sent.body);
  response.writeHead(sent.status, sent.headers);
  if (pauseMs === undefined) {
    response.end(body);
    return;
  }
  const half = Math.ceil(body.length / 2);
  response.write(body.subarray(0, half));
  await sleep(pauseMs);
  response.end(body.subarray(half));
}

/** Notes when a call ends: with its last byte, or with its caller. */
function follow(call: Call, response: ServerResponse): void {
  response.once('close', () => {
    call.ms = performance.timeOrigin + performance.now() - call.startedAt;
    call.aborted = !response.writableFinished;
  });
}

/** Answers one call of the API. `url` is without `/api`. */
export async function serve(
  stage: Stage,
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world, journal, faults, latencyMs, rateLimit, onExchange } = stage;
  const method = request.method ?? 'GET';
  const { path, search } = split(url);
  const rights = rightsOf(world, request);
  const key = rights instanceof Refusal ? undefined : rights.key;
  const call = journal.open(method, url, key);
  follow(call, response);
  if (rateLimit) response.on('close', rateLimit.arrive(key ?? ''));
  const sent = await jsonIn(request);
  takeEffect(world);

  const { delayMs, rule, struck } = faults.strike(`${method} ${url}`);
  call.faulted = struck;
  if (latencyMs + delayMs > 0) await sleep(latencyMs + delayMs);
  if (response.destroyed) return;
  if (rule?.kind === 'drop') {
    request.socket.destroy();
    return;
  }
  const truth = async () =>
    rateLimit?.take(key ?? '', path) ?? answer(routes, world, { method, path, search, rights, sent, request });
  const made = await (rule ? spoiled(path, rule, truth) : truth());
  request.resume(); // what nobody has read would hold up the connection
  const headers: Record<string, string> = {
    ...made.headers,
    'content-length': String(Buffer.byteLength(made.body)),
    'x-request-id': call.requestId,
  };
  call.status = made.status;
  await write(
    response,
    { ...made, headers },
    rule?.kind === 'slow-body' ? (rule.ms ?? DEFAULT_SLOW_BODY_MS) : undefined,
  );
  onExchange?.({
    method,
    path,
    query: new URLSearchParams(search),
    headers: request.headers as Record<string, string>,
    ...(sent && { requestBody: sent }),
    status: made.status,
    responseHeaders: headers,
    body: made.body,
    faulted: struck,
  });
}
