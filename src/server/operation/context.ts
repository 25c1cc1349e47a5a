import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Config } from '../../config.js';
import type { UploadDesk } from '../../domains/app/upload-desk.js';
import type { Context } from '../../domains/context.js';
import { createSources } from '../../domains/index.js';
import { createOnce } from '../../graphql/changes/once.js';
import { FieldBudget } from '../../graphql/limits.js';
import { createSeal } from '../../graphql/seal.js';
import { FieldTrace } from '../../graphql/trace.js';
import { OperationSpan } from '../../telemetry/operation-span.js';
import type { UpstreamOptions } from '../../upstream/asking.js';
import type { Recall } from '../../upstream/cache/recall.js';
import { CallLog } from '../../upstream/call-log.js';
import { callBudget } from '../../upstream/layers/call-budget.js';
import { observe } from '../../upstream/layers/observe.js';
import { traceAsked } from '../../upstream/layers/trace-calls.js';
import type { Ledger } from '../../upstream/ledger/ledger.js';
import type { CallerMemory } from '../../upstream/memory.js';
import { compose } from '../../upstream/send.js';
import { upsert } from '../../upstream/upsert.js';
import { Upstream } from '../../upstream/upstream.js';
import { accessOf } from '../access/access.js';
import type { Leaving } from '../flight/crowd.js';
import { wantsFresh } from '../http/caching.js';
import { factsOf } from '../http/request-facts.js';
import { admission } from './admission.js';
import { deadlineIn, timeoutOf } from './deadline.js';

export interface ContextOptions {
  readonly config: Config;
  readonly ledger: Ledger;
  /** Finds what is kept of callers' lists; left out where nothing is kept. */
  readonly recall?: Recall | undefined;
  /** What is remembered of a caller, and where that caller's files are let in. */
  readonly memoryOf: (identity: string) => CallerMemory;
  readonly deskOf: (identity: string) => UploadDesk;
}

/** How an operation is carried out, where that is not for its request to say. */
export interface How extends Pick<UpstreamOptions, 'priority' | 'fresh' | 'patient' | 'scan'> {
  /** Whether it is a part of what was let in before: it is not counted anew then, and not refused. */
  readonly isAdmitted?: boolean;
  /** With whose close it no longer counts as under way, where it is one of several in a row; else with its own. */
  readonly countsUntil?: Leaving;
}

export type ContextFactory = (request: FastifyRequest, asking: Leaving, how?: How) => Promise<Context>;

/** Makes the context of one operation: its own sources, log of calls, and deadline. */
export function contextFactory({ config, ledger, recall, memoryOf, deskOf }: ContextOptions): ContextFactory {
  const onceFor = createOnce(ledger, config.identitySecret);
  const sealOf = createSeal(config.identitySecret);
  const admit = admission(config);
  const turnOf = takingTurns(config);

  return async (request, asking, { isAdmitted = false, countsUntil = asking, ...how } = {}) => {
    const { tenant, caller, client, mayWrite } = accessOf(request);
    const facts = factsOf(request);
    facts.caller = client || null;
    if (!isAdmitted) admit(request, countsUntil, client || request.ip);
    const calls = new CallLog();
    const { signal, at } = deadlineIn(timeoutOf(request, config.OPERATION_TIMEOUT_MS), asking);
    const trace = request.headers['x-esper-explain'] === '1' ? new FieldTrace() : undefined;
    const span = OperationSpan.begin(config.TRACE_FROM_CLIENTS ? request.headers : undefined);
    asking.once('close', () => {
      span?.end();
      trace?.end();
    });
    const esper = new Upstream({
      send: compose(observe(calls.add), callBudget(config.LIMIT_COST_CALLS), traceAsked)(tenant.send),
      requestId: facts.id,
      parent: span?.context,
      caller,
      client,
      memory: memoryOf(caller?.identity ?? ''),
      recall,
      learnt: tenant.learnt,
      turn: turnOf(client),
      signal,
      deadline: at,
      fresh: wantsFresh(request),
      asker: trace?.current,
      ...how,
    });
    const budget = new FieldBudget(config.LIMIT_FIELDS);
    const sources = createSources(esper, tenant.enterpriseId);
    const seal = sealOf(`${caller?.authorization ?? ''} ${client}`);
    const once = onceFor(client);
    return { sources, calls, budget, request: facts, span, trace, once, seal, mayWrite, uploads: deskOf(client) };
  };
}

/** Whose turn a call is: an operation's, and a caller's where several callers share one key. */
function takingTurns({ AUTH_MODE }: Config): (client: string) => object | undefined {
  if (AUTH_MODE === 'passthrough') return () => undefined;
  const turns = new LRUCache<string, object>({ max: 10_000 });
  return (client) => upsert(turns, client, () => ({}));
}
