import { readFileSync } from 'node:fs';

const { version: found } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The version of this gateway, such as 0.1.0. */
export const version = found;
