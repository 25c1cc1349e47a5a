import { pino, type Logger } from 'pino';

/** The process's log: JSON lines on standard output. Credentials in headers are blotted out before they are written. */
export function createLog(level: string): Logger {
  return pino({
    level,
    redact: { paths: ['*.headers.authorization', 'headers.authorization', '*.headers.cookie'], censor: '[secret]' },
  });
}
