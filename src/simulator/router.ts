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
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Gets the ids that stand in the path, in their order; the enterprise's is checked and left out. */
export type Handler = (asked: Asked, ...ids: string[]) => unknown;

export interface Route {
  path: string;
  segments: string[];
  handler: Handler;
  status: number;
  needs: 'nothing' | 'user management';
}

export function get(path: string, handler: Handler, { status = 200, needs = 'nothing' }: Partial<Route> = {}): Route {
  return { path, segments: path.split('/'), handler, status, needs };
}

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

function find(routes: readonly Route[], path: string) {
  const segments = path.split('/');
  for (const route of routes) {
    const ids = idsIn(route, segments);
    if (ids) return { route, ids };
  }
  return undefined;
}

function run({ handler, status, needs, path }: Route, asked: Asked, ids: string[]): Answer {
  if (needs === 'user management' && !asked.rights.managesUsers) throw forbidden();
  if (path.includes('{e}')) {
    const enterprise = ids.shift();
    if (enterprise !== asked.world.enterpriseId) throw notFound();
  }
  return { status, headers: JSON_HEADERS, body: JSON.stringify(handler(asked, ...ids)) };
}

/** `path?query` is without `/api`; `rights` are those of the caller's key or why it has none. */
export function answer(
  routes: readonly Route[],
  world: World,
  { method, path, search, rights }: { method: string; path: string; search: string; rights: Rights | Refusal },
): Answer {
  const found = find(routes, path);
  if (!found) {
    // Esper: a missing slash is redirected, a superfluous one is not.
    if (method !== 'GET' || !find(routes, `${path}/`)) return NO_SUCH_PAGE;
    return { status: 301, headers: { ...HTML_HEADERS, location: `/api${path}/${search}` }, body: '' };
  }
  try {
    if (rights instanceof Refusal) throw rights;
    if (method !== 'GET') throw new Refusal(405, `Method "${method}" not allowed.`);
    return run(found.route, { world, rights, path, query: new URLSearchParams(search) }, found.ids);
  } catch (error) {
    if (error instanceof Refusal) return refuse(path, error);
    throw error;
  }
}
