import type { CallSignal } from './cancellation.js';
import { UpstreamError } from './errors.js';
import type { CallerMemory } from './memory.js';
import { fill, search, type Params, type Query } from './route.js';
import type { Answer, Caller, Send, UpstreamRequest } from './send.js';

/** Told to whoever sends no key. */
export const NO_KEY = 'No key was sent. Send "Authorization: Bearer <key>" with a valid Esper API key.';

export interface UpstreamOptions {
  readonly send: Send;
  /** Null when the request carried no key: the first call then throws UNAUTHENTICATED. */
  readonly caller: Caller | null;
  readonly memory: CallerMemory;
  readonly signal?: CallSignal;
  /** When the operation will have timed out, on the clock of performance.now(). */
  readonly deadline?: () => number;
  /** Whether the client wants nothing from the cache. */
  readonly fresh?: boolean;
  /** Whose turn its calls take where calls have to queue; the operation's own when left out. */
  readonly turn?: object | undefined;
  /** How soon calls get their turn, whatever asks for them; when left out, that is for each of them to say. */
  readonly priority?: UpstreamRequest['priority'];
  /** The response path that is being resolved, when the operation is explained. */
  readonly asker?: () => string | undefined;
}

type Asked = Pick<
  UpstreamRequest,
  'method' | 'route' | 'body' | 'content' | 'askedBy' | 'priority' | 'fresh' | 'check'
>;

/** Sends what one operation asks for in its name: with its key, its deadline, and ids that stand in many paths filled in. */
export class Asking {
  readonly #ambient = new Map<string, () => Promise<string>>();

  constructor(private readonly options: UpstreamOptions) {}

  get memory(): CallerMemory {
    return this.options.memory;
  }

  /** Says how a placeholder such as `{enterprise}` is filled wherever a route has it. */
  provide(name: string, value: () => Promise<string>): void {
    this.#ambient.set(name, value);
  }

  /** The response path that asks, when the operation is explained. */
  askers(): Set<string> {
    const asker = this.options.asker?.();
    return new Set(asker === undefined ? [] : [asker]);
  }

  async send(asked: Asked, params: Params, query: Query): Promise<Answer> {
    const { send, caller, signal, deadline, fresh, priority = asked.priority } = this.options;
    const { method, route } = asked;
    if (!caller) throw new UpstreamError('UNAUTHENTICATED', { call: `${method} ${route}`, text: NO_KEY });
    const ambient: Record<string, string> = {};
    for (const [name, value] of this.#ambient) if (route.includes(`{${name}}`)) ambient[name] = await value();
    const path = fill(route, { ...params, ...ambient }) + search(query);
    return send({
      ...asked,
      priority,
      fresh: fresh || asked.fresh,
      path,
      caller,
      signal,
      deadline,
      operation: this.options.turn ?? this,
    });
  }
}
