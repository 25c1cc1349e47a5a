import { limitExceeded } from '../../graphql/errors.js';
import { withStatus } from '../http/with-status.js';

/** Throws LIMIT_EXCEEDED for the text of a document that has more than `most` bytes. What is no text is for others to refuse. */
export function refuseLong(text: unknown, most: number): void {
  const found = typeof text === 'string' ? Buffer.byteLength(text) : 0;
  if (found <= most) return;
  const what = `The document has ${found} bytes`;
  const remedy = 'Ask in several queries.';
  throw withStatus(400, limitExceeded({ limit: 'LIMIT_DOCUMENT_BYTES', found, most, what, remedy }));
}
