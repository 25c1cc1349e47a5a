import type { Answered } from './asked.js';

/** An operation that was stopped for its size is told so once, in place of what there was of it. */
export function limitAnswer({ response, contextValue }: Answered): void {
  const { exceeded } = contextValue.budget;
  if (!exceeded || response.body.kind !== 'single') return;
  const { extensions } = response.body.singleResult;
  const { message, extensions: why } = exceeded;
  response.body.singleResult = {
    data: null,
    errors: [{ message, extensions: why }],
    ...(extensions && { extensions }),
  };
}
