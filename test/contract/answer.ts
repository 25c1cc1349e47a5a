import type { Exchange } from './check.js';
import type { Operation } from './facts.js';
import { objectIn, type Json } from './json.js';
import { mediaType } from './request.js';
import type { Validate } from './validator.js';

/** What is wrong with the status and the body of an answer. */
export function answerFaults(exchange: Exchange, { responses, file }: Operation, validate: Validate): string[] {
  const { status, body } = exchange;
  const declared = objectIn(responses, String(status));
  // Esper: some operations declare one error for "default"; it does not stand for a success.
  const response = declared ?? (status >= 400 ? objectIn(responses, 'default') : undefined);
  if (!response) return [`the status ${status} is not declared`];

  const schema = objectIn(response, 'content', 'application/json', 'schema');
  if (!schema) return status === 204 && body !== '' ? ['a 204 has a body'] : [];
  const type = mediaType(String(exchange.responseHeaders['content-type'] ?? ''));
  // Esper: proxies fail in HTML or plain text.
  if (status >= 400 && !type.endsWith('json')) return [];
  let value: Json;
  try {
    value = JSON.parse(body) as Json;
  } catch {
    return [`the body answered with ${status} is not JSON`];
  }
  return validate(file, 'answer', schema, value).map((one) => `the body answered with ${status}: ${one}`);
}
