import type { Layer } from '../../upstream/send.js';

/** Has everything forgotten that was shared before a write ended, however it ended. */
export const forgetAfterWrites =
  (forget: () => void): Layer =>
  (next) =>
  (request) =>
    request.method === 'GET' ? next(request) : next(request).finally(forget);
