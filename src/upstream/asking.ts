import type { Context } from '@opentelemetry/api';
import type { CallSignal } from './cancellation.js';
import { UpstreamError } from './errors.js';
import { nothingLearnt, type Learnt } from './learnt.js';
import type { CallerMemory } from './memory.js';
import type { NamedRead } from './cache/names.js';
import type { Recall } from './cache/recall.js';
import { fill, placeholdersOf, search, type Params, type Query } from './route.js';
import { callOf, type Answer, type Caller, type Content, type Send, type UpstreamRequest } from './send.js';

/** Told to whoever sends no key. */
export const NO_KEY = 'No key was sent. Send "Authorization: Bearer <key>" with a valid Esper API key.';

export interface UpstreamOptions {
  readonly send: Send;
  /** Null when the request carried no key: the first call then throws UNAUTHENTICATED. */
  readonly caller: Caller | null;
  /** Keyed hash of who asks, where several share a key; that of the key when left out. */
  readonly client?: string | undefined;
  readonly memory: CallerMemory;
  /** Finds what is kept of the caller's lists; left out where nothing is kept. */
  readonly recall?: Recall | undefined;
  /** What is known of the REST API; nothing when left out. */
  readonly learnt?: Learnt | undefined;
  readonly signal?: CallSignal;
  /** The id of the client's request, and the span its calls hang from, where traces are made. */
  readonly requestId?: string;
  readonly parent?: Context | undefined;
  /** When the operation will have timed out, on the clock of performance.now(). */
  readonly deadline?: () => number;
  /** Whether the client wants nothing from the cache. */
  readonly fresh?: boolean;
  /** Whether it rather waits than takes what is stale. */
  readonly patient?: boolean;
  /** Whose turn its calls take where calls have to queue; the operation's own when left out. */
  readonly turn?: object | undefined;
  /** How soon calls get their turn, whatever asks for them; when left out, that is for each of them to say. */
  readonly priority?: UpstreamRequest['priority'];
  /** Whether the operation is one of many that go through more than anybody looks at. */
  readonly scan?: boolean;
  /** The response path that is being resolved, when the operation is explained. */
  readonly asker?: () => string | undefined;
}

type Asked = Pick<
  UpstreamRequest,
  'method' | 'route' | 'body' | 'content' | 'askedBy' | 'priority' | 'fresh' | 'rescue' | 'scan' | 'check'
>;

/** What a change sends: fills for the route, its query, and a body that becomes JSON. */
export interface Change {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: object;
  /** What is sent instead of a body. */
  readonly content?: Content;
}

/** Sends what one operation asks for in its name: with its key, its deadline, and ids that stand in many paths filled in. */
export class Asking {
  readonly #ambient = new Map<string, () => string | Promise<string>>();
  /** What of that is known. */
  readonly #fills: Record<string, string> = {};
  /** Paths of reads for which something older can stand in. */
  readonly #spared = new Set<string>();

  constructor(private readonly options: UpstreamOptions) {}

  get memory(): CallerMemory {
    return this.options.memory;
  }

  get learnt(): Learnt {
    return this.options.learnt ?? nothingLearnt();
  }

  /** Whether the operation is one of many that go through more than anybody looks at. */
  get isScan(): boolean {
    return this.options.scan ?? false;
  }

  /** Says how a placeholder such as `{enterprise}` is filled wherever a route has it. */
  provide(name: string, value: () => string | Promise<string>): void {
    this.#ambient.set(name, value);
  }

  /** The response path that asks, when the operation is explained. */
  asker(): string | undefined {
    return this.options.asker?.();
  }

  askers(): ReadonlySet<string> {
    const asker = this.asker();
    return asker === undefined ? nobody : new Set([asker]);
  }

  /** Finds what is kept; null for an operation that wants nothing of that. */
  get recall(): Recall | null {
    const { caller, fresh, recall } = this.options;
    return (caller && !fresh && recall) || null;
  }

  /** What this operation would read by a route, as the cache names it. */
  async nameOf(route: string, params: Params): Promise<NamedRead> {
    return { caller: this.#caller({ method: 'GET', route }), route, path: await this.#pathOf(route, params) };
  }

  /** As `nameOf`, but at once; null where something has to be asked for it. Throws for what can fill no path. */
  nameNow(route: string, params: Params): NamedRead | null {
    const path = this.#pathOf(route, params);
    if (typeof path === 'string') return { caller: this.#caller({ method: 'GET', route }), route, path };
    path.catch(() => {}); // whoever sends something there hears of it
    return null;
  }

  /** Something older can stand in for this read. */
  spare({ path }: NamedRead): void {
    this.#spared.add(path);
  }

  send(asked: Asked, params: Params, query: Query): Promise<Answer> {
    try {
      this.#caller(asked); // before anything is asked to fill the path
      const path = this.#pathOf(asked.route, params);
      if (typeof path === 'string') return this.sendTo(asked, path + search(query));
      return path.then((filled) => this.sendTo(asked, filled + search(query)));
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  /** As `send`, to a path that is whole. Throws BAD_USER_INPUT for a NUL in what is sent. */
  sendTo(asked: Asked, path: string): Promise<Answer> {
    const { send, client, signal, deadline, fresh, requestId, parent, turn = this } = this.options;
    const { method, route, body, content, askedBy, check } = asked;
    const caller = this.#caller(asked);
    if (path.includes('%00') || holdsNul(body)) {
      const error = new UpstreamError('BAD_USER_INPUT', { call: callOf(asked), text: NUL });
      return Promise.reject(Object.assign(error, { attempts: 0 }));
    }
    // Written out, so that all requests are of one shape: every layer reads them.
    return send({
      method,
      route,
      path,
      body,
      content,
      caller,
      client,
      signal,
      deadline,
      requestId,
      parent,
      operation: turn,
      priority: this.options.priority ?? asked.priority,
      fresh: fresh || asked.fresh,
      patient: this.options.patient,
      hasSpare: !asked.fresh && this.#spared.has(path),
      rescue: asked.rescue,
      scan: this.options.scan || asked.scan,
      check,
      askedBy,
    });
  }

  #caller(asked: Pick<UpstreamRequest, 'method' | 'route'>): Caller {
    if (this.options.caller) return this.options.caller;
    throw new UpstreamError('UNAUTHENTICATED', { call: callOf(asked), text: NO_KEY });
  }

  /** At once where nothing has to be asked for it: most calls are waited for no longer than they must. */
  #pathOf(route: string, params: Params): string | Promise<string> {
    const fills = this.#fills;
    const learning: Promise<string>[] = [];
    for (const name of placeholdersOf(route)) {
      const value = fills[name] ?? this.#ambient.get(name)?.();
      if (typeof value === 'string') fills[name] = value;
      else if (value) learning.push(value.then((learnt) => (fills[name] = learnt)));
    }
    return learning.length === 0
      ? fill(route, params, fills)
      : Promise.all(learning).then(() => fill(route, params, fills));
  }
}

const nobody: ReadonlySet<string> = new Set();

/** No database takes it in a text: what fails at that, for whoever asks so, would count as the REST API's failing for all. */
const NUL = 'A text holds a NUL character, which the REST API takes nowhere.';

const holdsNul = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes('\0')
    : typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);
