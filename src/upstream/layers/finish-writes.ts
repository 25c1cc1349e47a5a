import { abortedError } from '../aborted.js';
import { UpstreamError } from '../errors.js';
import { callOf, deadlineOf, type Answer, type Layer, type UpstreamRequest } from '../send.js';

const UNKNOWN =
  'It may have been sent, and is then carried out or refused without anybody waiting for the answer: look before sending it again.';

/**
 * Lets a change that was sent come to its end, whoever leaves: a change cut off half-way may have been made or not. One that waits to
 * be sent is not sent any more, nor again when it was refused: whoever left looks, and may be asking for it anew. The
 * one who leaves hears that its end is not known, once `onLeft` has had forgotten what it may have changed by now; that is given its
 * end as well. Reads end with those who wait for them.
 */
export const finishWrites =
  (onLeft: (write: UpstreamRequest, end: Promise<Answer>) => Promise<void> = async () => {}): Layer =>
  (next) =>
  (request) => {
    const { signal, method } = request;
    if (method === 'GET' || !signal) return next(request);
    const call = callOf(request);
    if (signal.aborted) return Promise.reject(Object.assign(abortedError(signal, call), { attempts: 0 }));
    const deadline = () => (signal.aborted ? -Infinity : deadlineOf(request));
    const end = next({ ...request, signal: undefined, deadline });
    return new Promise<Answer>((resolve, reject) => {
      const leave = () => {
        const { code, detail } = abortedError(signal, call);
        const why = [detail.why, UNKNOWN].filter(Boolean).join(' ');
        void onLeft(request, end).then(() => reject(new UpstreamError(code, { ...detail, why })));
      };
      signal.addEventListener('abort', leave, { once: true });
      end.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  };
