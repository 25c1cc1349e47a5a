import type { FastifyRequest } from 'fastify';
import type { Watch, Watched } from '../../domains/context.js';
import { accessOf } from '../access/access.js';
import { waiting } from '../flight/wait.js';
import type { SubscriptionsOptions } from './serve-subscriptions.js';

/** What goes on while a subscription is open was let in when it was opened. */
export const ADMITTED = { isAdmitted: true };

/** Asks on behalf of everybody with the key of `request` who watches the same: as long as they do, whoever of them leaves. */
export function watcher(
  { contextOf, config, polls }: Pick<SubscriptionsOptions, 'contextOf' | 'config' | 'polls'>,
  request: FastifyRequest,
  signal: AbortSignal,
): Watch {
  const { caller, client } = accessOf(request);
  const how = { ...ADMITTED, priority: 'bulk', fresh: false, patient: true } as const;
  const watch = <T>({ key, ask, isDone }: Watched<T>) => {
    const poll = {
      key: `${caller?.identity ?? ''} ${client} ${key}`,
      ask: () => waiting(null, async (wait) => ask((await contextOf(request, wait, how)).sources)),
      ...(isDone && { isDone }),
    };
    return polls.watch<T>(poll, signal);
  };
  return Object.assign(watch, { watchedDevices: config.SUBSCRIPTION_DEVICES });
}
