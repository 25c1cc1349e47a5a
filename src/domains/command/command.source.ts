import type { Query } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { CommandRecord } from './command.record.js';

/** A command to be sent, as the REST API takes it. */
export interface CommandOrder {
  readonly command_type: 'DEVICE' | 'GROUP' | 'DYNAMIC';
  readonly devices?: readonly string[];
  readonly groups?: readonly string[];
  readonly command: string;
  readonly command_args?: Readonly<Record<string, unknown>>;
  readonly schedule?: 'IMMEDIATE' | 'WINDOW' | 'RECURRING';
  readonly schedule_args?: Readonly<Record<string, unknown>>;
}

const idOf = ({ id }: CommandRecord) => id;

/**
 * How Esper serves commands: one at a time, or as a list, the newest first, whose rows are whole records.
 * Esper: of its three systems of commands this is the newest, and the only one that knows all platforms; each has a history
 * of its own.
 */
export function commandSource(esper: Upstream) {
  const route = '/commands/v0/commands/';
  const list = (query: Query = {}) => esper.list(route, idOf, query);
  /** What was sent in this operation, or known before it. It stays as it is, whatever else is changed. */
  const sent = new Map<string, CommandRecord>();
  const records = esper.planned<CommandRecord>(`${route}{id}/`, list());

  return {
    list,
    byId: async (id: string): Promise<CommandRecord | null> => sent.get(id) ?? records.load(id),
    /** Takes note of a command that was read before. */
    remember: (command: CommandRecord) => void sent.set(command.id, command),
    /** Sends a command. Esper: accepted at once, whatever becomes of it; `device_type` takes one word alone. */
    async send(order: CommandOrder): Promise<CommandRecord> {
      const body = { command_args: {}, schedule: 'IMMEDIATE', ...order, device_type: 'all' };
      const made = await esper.write<CommandRecord>('POST', route, { body });
      sent.set(made.id, made);
      return made;
    },
  };
}
