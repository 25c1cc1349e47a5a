/** A few things of the fleet of whoever looks, for the variables of examples. */
export interface FleetSample {
  /** One that is awake, with its group and others in it that are. */
  readonly devices: List<{
    readonly group: { readonly id: string; readonly devices: List<SampleDevice> } | null;
  }>;
  readonly groups: List<{ readonly id: string }>;
  readonly apps: List<{ readonly id: string }>;
}

interface SampleDevice {
  readonly id: string;
  /** The command it was sent last. */
  readonly commands: List<{ readonly id: string }> | null;
}

interface List<T> {
  readonly nodes: readonly T[];
}

/** What gives a `FleetSample`. */
export const sampleQuery = `query FleetSample {
  devices(first: 1, filter: { platforms: [ANDROID], state: ACTIVE }) {
    nodes {
      group {
        id
        devices(first: 3, filter: { platforms: [ANDROID], state: ACTIVE }) {
          nodes { id commands(first: 1) { nodes { id } } }
        }
      }
    }
  }
  groups(first: 2) { nodes { id } }
  apps(first: 1) { nodes { id } }
}`;

/** The devices to try something out on: some of one group. */
export const devicesOf = ({ devices }: FleetSample): readonly SampleDevice[] =>
  devices.nodes[0]?.group?.devices.nodes ?? [];

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
