import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { UpstreamCall } from '../answer.js';
import { operationIn, selectionsAt } from '../selection.js';
import { pathShape } from './rows.js';

/** A field that takes many calls. */
export interface DearField {
  /** Where it stands in the answer: response keys, list positions left out. */
  readonly path: readonly string[];
  readonly calls: number;
}

/** From how many calls over the network on a field is called dear. */
const DEAR = 5;

/** The fields that made the same call again and again, for one row after another; the dearest first. */
export function dearFields(calls: readonly UpstreamCall[]): readonly DearField[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { method, path, source, fields = [] } of calls) {
    if (source !== 'network' || !fields[0]?.includes('[]')) continue;
    const shapes = counts.get(fieldOf(fields[0])) ?? new Map<string, number>();
    const shape = `${method} ${pathShape(path)}`;
    counts.set(fieldOf(fields[0]), shapes.set(shape, (shapes.get(shape) ?? 0) + 1));
  }
  return [...counts]
    .map(([field, shapes]) => ({ path: field.split('.'), calls: again([...shapes.values()]) }))
    .filter((field) => field.calls >= DEAR)
    .toSorted((a, b) => b.calls - a.calls);
}

/** The calls of routes that were asked more than once: Android devices have one for their apps, all others another. */
const again = (counts: readonly number[]) => counts.reduce((sum, count) => (count > 1 ? sum + count : sum), 0);

/** `devices.nodes[].apps.nodes` is what the field `apps` asked for. */
const fieldOf = (path: string) => path.replaceAll('[]', '').replace(/(\.(nodes|edges|node))+$/, '');

/** What the schema says about the cost of a field; null when it says nothing. */
export function costInSchema(
  path: readonly string[],
  document: DocumentNode | null,
  operationName: string | null | undefined,
  schema: GraphQLSchema | null | undefined,
): string | null {
  const operation = document && operationIn(document, operationName);
  const [selected] = operation ? selectionsAt(document, operation, path, schema) : [];
  const sentences = selected?.field?.description?.replace(/\s+/g, ' ').match(/[^.]+(?:\.(?!\s|$)[^.]*)*\./g) ?? [];
  return (
    sentences
      .filter((sentence) => /\bcalls?\b|full record/.test(sentence))
      .join('')
      .trim() || null
  );
}
