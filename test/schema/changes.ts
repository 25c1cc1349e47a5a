import { CriticalityLevel, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';

/** What can break a client that was written for `released`: each the place, such as `Device.name`, and what became of it. */
export async function breaks(
  released: GraphQLSchema,
  schema: GraphQLSchema,
): Promise<{ place: string; what: string }[]> {
  const changes = await diff(released, schema);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path, message }) => ({ place: path ?? message, what: message }));
}

/** The places that a changelog names as `Type.field` under "Removed" or "Changed" of what is not released yet. */
export function admitted(changelog: string): string[] {
  const [, unreleased = ''] = /^## \[Unreleased\]\n([^]*?)(?=^## |$(?![^]))/m.exec(changelog) ?? [];
  const parts = [...unreleased.matchAll(/^### (\w+)\n([^]*?)(?=^### |$(?![^]))/gm)];
  const said = parts.filter(([, heading = '']) => ['Removed', 'Changed'].includes(heading)).map(([, , text]) => text);
  return [...said.join('\n').matchAll(/`([^`]+)`/g)].map(([, place = '']) => place);
}
