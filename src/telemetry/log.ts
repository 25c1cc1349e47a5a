import { destination, pino, type Logger } from 'pino';

/** Where credentials would stand if somebody logged a request. Wildcards would cost more than all the rest of a line. */
const secrets = ['headers', 'req.headers', 'err.headers', 'request.headers'].flatMap((place) => [
  `${place}.authorization`,
  `${place}.cookie`,
]);

/**
 * The process's log: JSON lines on standard output. Credentials in headers are blotted out before they are written. Lines are
 * written beside everything else, so that a slow reader does not hold requests up; the last ones when the process ends.
 */
export function createLog(level: string): Logger {
  const options = { level, redact: { paths: secrets, censor: '[secret]' } };
  return level === 'silent' ? pino(options) : pino(options, destination({ sync: false }));
}
