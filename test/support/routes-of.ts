import { freshRoutes } from '../../src/domains/freshness.js';

const patterns = freshRoutes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}(\\?|$)`),
}));

/** The route of a path, as src/domains/freshness.ts has it; undefined for one that it has not. */
export const listedRouteOf = (path: string): string | undefined =>
  patterns.find(({ pattern }) => pattern.test(path))?.route;

/** How many of these calls went to which route; ids are left out. */
export function routesOf(calls: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const call of calls) {
    const route = call.replace(/^\w+ |\?.*$/g, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}');
    counts[route] = (counts[route] ?? 0) + 1;
  }
  return counts;
}
