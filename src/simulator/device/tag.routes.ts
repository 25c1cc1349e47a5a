import { page } from '../envelope.js';
import { given, holds } from '../query.js';
import { badRequest, notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';

/** Esper: nowhere documented. */
export const tagRoutes = [get('/enterprise/{e}/tags/', listTags), get('/enterprise/{e}/tags/{tag}/', readTag)];

function listTags(asked: Asked) {
  const { world, query } = asked;
  const search = given(query, 'search');
  const found = world.tags.filter(({ tag }) => search === undefined || holds(tag, search));
  const ordering = given(query, 'ordering');
  if (ordering === undefined) return page(asked, found, (tag) => tag);
  if (!/^-?tag$/.test(ordering)) throw badRequest('ordering', `"${ordering}" is not a valid choice.`);
  const sign = ordering.startsWith('-') ? -1 : 1;
  const sorted = found.toSorted((a, b) => sign * (a.tag < b.tag ? -1 : 1));
  return page(asked, sorted, (tag) => tag);
}

function readTag({ world }: Asked, id: string) {
  const tag = world.tags.find((one) => one.id === id);
  if (!tag) throw notFound();
  return tag;
}
