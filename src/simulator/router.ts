import type { IncomingMessage } from 'node:http';
import { forbidden, generationOf, notFound, Refusal, refusalBody } from './refusals.js';
import type { Rights } from './keys.js';
import type { World } from './world.js';

/** A call as a route sees it. */
export interface Asked {
  world: World;
  rights: Rights;
  /** Without `/api` and without the query. */
  path: string;
  query: URLSearchParams;
  /** What was sent as JSON; undefined when nothing was. */
  body: unknown;
  /** The request itself, for routes that take something other than JSON: its body is still to be read. */
  request: IncomingMessage;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Gets the ids that stand in the path, in their order; the enterprise's is checked and left out. */
export type Handler = (asked: Asked, ...ids: string[]) => unknown;

export interface Route {
  method: string;
  path: string;
  segments: string[];
  handler: Handler;
  /** Of the answer; 204 has no body, and a route of that status which has something to say answers 200. */
  status: number;
  /** Esper: nothing else than the user's role decides who may write. */
  needs: 'nothing' | 'writing' | 'user management';
}

const route =
  (method: string, usual: Pick<Route, 'status' | 'needs'>) =>
  (path: string, handler: Handler, special: Partial<Pick<Route, 'status' | 'needs'>> = {}): Route => {
    return { method, path, segments: path.split('/'), handler, ...usual, ...special };
  };

export const get = route('GET', { status: 200, needs: 'nothing' });
export const post = route('POST', { status: 201, needs: 'writing' });
export const put = route('PUT', { status: 200, needs: 'writing' });
export const patch = route('PATCH', { status: 200, needs: 'writing' });
export const remove = route('DELETE', { status: 204, needs: 'writing' });

const JSON_HEADERS = { 'content-type': 'application/json' };
const HTML_HEADERS = { 'content-type': 'text/html; charset=utf-8' };

/** Esper: an address that no service knows is answered by the web framework, in HTML. */
const NO_SUCH_PAGE: Answer = {
  status: 404,
  headers: HTML_HEADERS,
  body: '<!doctype html>\n<html lang="en"><head><title>Not Found</title></head><body><h1>Not Found</h1></body></html>\n',
};

export function refuse(path: string, refusal: Refusal): Answer {
  const headers = refusal.status === 401 ? { ...JSON_HEADERS, 'www-authenticate': 'Bearer' } : JSON_HEADERS;
  return { status: refusal.status, headers, body: JSON.stringify(refusalBody(generationOf(path), refusal)) };
}

function idsIn(route: Route, segments: readonly string[]): string[] | undefined {
  if (route.segments.length !== segments.length) return undefined;
  const ids: string[] = [];
  for (const [at, expected] of route.segments.entries()) {
    const given = segments[at]!;
    if (!expected.startsWith('{')) {
      if (expected !== given) return undefined;
    } else if (given === '') return undefined;
    else ids.push(given);
  }
  return ids;
}

/** The routes of this path, whatever their method, and the ids that stand in it. */
function find(routes: readonly Route[], path: string) {
  const segments = path.split('/');
  return routes.flatMap((one) => {
    const ids = idsIn(one, segments);
    return ids ? [{ route: one, ids }] : [];
  });
}

async function run({ handler, status, needs, path }: Route, asked: Asked, ids: string[]): Promise<Answer> {
  if (needs === 'user management' && !asked.rights.managesUsers) throw forbidden();
  if (needs === 'writing' && !asked.rights.writes) throw forbidden();
  if (path.includes('{e}')) {
    const enterprise = ids.shift();
    if (enterprise !== asked.world.enterpriseId) throw notFound();
  }
  const body = await handler(asked, ...ids);
  if (status === 204 && body === undefined) return { status, headers: {}, body: '' };
  return { status: status === 204 ? 200 : status, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

function parsed(sent: string): unknown {
  try {
    return sent === '' ? undefined : JSON.parse(sent);
  } catch {
    throw new Refusal(400, 'JSON parse error - Expecting value: line 1 column 1 (char 0)');
  }
}

export interface Call {
  method: string;
  /** Without `/api` and without the query. */
  path: string;
  search: string;
  /** Those of the caller's key, or why it has none. */
  rights: Rights | Refusal;
  /** The body, when it is JSON. */
  sent: string;
  /** Where any other body is still to be read from. */
  request: IncomingMessage;
}

export async function answer(
  routes: readonly Route[],
  world: World,
  { method, path, search, rights, sent, request }: Call,
): Promise<Answer> {
  const found = find(routes, path);
  if (found.length === 0) {
    // Esper: a missing slash is redirected, a superfluous one is not.
    if (method !== 'GET' || find(routes, `${path}/`).length === 0) return NO_SUCH_PAGE;
    return { status: 301, headers: { ...HTML_HEADERS, location: `/api${path}/${search}` }, body: '' };
  }
  try {
    if (rights instanceof Refusal) throw rights;
    const asked = found.find((one) => one.route.method === method);
    if (!asked) throw new Refusal(405, `Method "${method}" not allowed.`);
    const query = new URLSearchParams(search);
    return await run(asked.route, { world, rights, path, query, body: parsed(sent), request }, asked.ids);
  } catch (error) {
    if (error instanceof Refusal) return refuse(path, error);
    throw error;
  }
}
