/** A few things of the fleet of whoever looks, for the variables of examples. */
export interface FleetSample {
  readonly devices: { readonly nodes: readonly { readonly id: string; readonly name: string }[] };
  readonly groups: { readonly nodes: readonly { readonly id: string; readonly path: string }[] };
  readonly apps: { readonly nodes: readonly { readonly id: string }[] };
}

/** What gives a `FleetSample`. */
export const sampleQuery =
  'query FleetSample { devices(first: 2) { nodes { id name } } groups(first: 2) { nodes { id path } } apps(first: 1) { nodes { id } } }';

/** A document to learn from. Its title in the list and in its tab is the name of its operation. */
export interface Example {
  /** One line about what it shows. */
  readonly shows: string;
  readonly document: string;
  /** Whether running it changes the fleet. */
  readonly changes?: boolean;
  /** Its variables, which need ids that only the fleet can tell. */
  readonly variables?: (sample: FleetSample) => Readonly<Record<string, unknown>>;
}

/** The kind and the name of the operation a document begins with. */
export function operationOf({ document }: Example): { readonly kind: string; readonly name: string } {
  const [, kind = 'query', name = ''] = /^(query|mutation|subscription) (\w+)/m.exec(document) ?? [];
  return { kind, name };
}
