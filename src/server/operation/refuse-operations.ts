import { badUserInput, coded } from '../../graphql/errors.js';
import { withStatus } from '../http/with-status.js';
import type { Asked } from './asked.js';

/** What who may not write is told of every change. */
export const NO_WRITES = 'The token does not allow to change anything.';

/** Refuses subscriptions where one answer is given. */
export function refuseSubscriptions({ operation }: Asked): void {
  if (operation?.operation !== 'subscription') return;
  const where = 'send them to /graphql/stream, or with "Accept: text/event-stream".';
  throw withStatus(400, badUserInput(`Subscriptions are told by Server-Sent Events: ${where}`));
}

/** Refuses mutations where an operation is carried out for each page: what they change would be changed as often. */
export function refuseChangesPageByPage({ operation, contextValue }: Asked): void {
  if (operation?.operation !== 'mutation' || !contextValue.isPageByPage) return;
  throw withStatus(400, badUserInput('Only queries are exported: send mutations to /graphql.'));
}

/** Refuses mutations, before anything goes upstream, to who may not write. */
export function refuseWrites({ operation, contextValue }: Asked): void {
  if (operation?.operation !== 'mutation' || contextValue.mayWrite) return;
  throw withStatus(403, coded('FORBIDDEN', NO_WRITES));
}
