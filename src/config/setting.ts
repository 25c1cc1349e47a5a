/** One setting: where it comes from, what it is when left out, and what it is for. The README's table is checked against this. */
export interface Setting<T> {
  readonly default: string;
  readonly about: string;
  readonly read: (text: string, name: string) => T;
}

/** A setting that stops the start. The message is one line: the variable, its fault, and an example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Text of this pattern, or null. */
export const text = (pattern: RegExp, example: string) => (value: string, name: string) => {
  if (value === '' || pattern.test(value)) return value || null;
  throw new ConfigError(`${name} is ${JSON.stringify(value)}: it must look like ${example}.`);
};
/** A whole number between two, both included. */
export const whole = (least: number, most: number) => (value: string, name: string) => {
  const number = value.trim() === '' ? NaN : Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new ConfigError(
    `${name} is ${JSON.stringify(value)}: it must be a whole number from ${least} to ${most}, such as ${least}.`,
  );
};
/** What `read` makes of it, or null when it is left out. */
export const maybe =
  <T>(read: (value: string, name: string) => T) =>
  (value: string, name: string) =>
    value === '' ? null : read(value, name);
/** A share, from 0 to 1. */
export const share = (value: string, name: string) => {
  const number = value.trim() === '' ? NaN : Number(value);
  if (number >= 0 && number <= 1) return number;
  throw new ConfigError(`${name} is ${JSON.stringify(value)}: it must be a number from 0 to 1, such as 0.1.`);
};
/** One of these words. */
export const oneOf =
  <T extends string>(...words: T[]) =>
  (value: string, name: string) => {
    const word = words.find((one) => one === value);
    if (word !== undefined) return word;
    throw new ConfigError(`${name} is ${JSON.stringify(value)}: it must be one of ${words.join(', ')}.`);
  };
/** An API key, or null. It is never quoted. */
export const apiKey = (value: string, name: string) => {
  if (/^[\x21-\x7e]*$/.test(value)) return value || null;
  throw new ConfigError(
    `${name} is not fit: it must be the key alone, printable ASCII without blanks or line breaks, such as demo-admin.`,
  );
};
/** `true` or `false`. */
export const flag = (value: string, name: string) => oneOf('true', 'false')(value, name) === 'true';
/** A secret of 32 characters or more, or null. It is never quoted. */
export const longSecret = (value: string, name: string) => {
  if (value === '' || value.length >= 32) return value || null;
  throw new ConfigError(
    `${name} is too short: it must have 32 characters or more, such as \`openssl rand -hex 32\` gives.`,
  );
};
/** The URL of a Redis server, or null. It may hold a password and is never quoted. */
export const redisUrl = (value: string, name: string) => {
  if (value === '') return null;
  if (URL.canParse(value) && /^rediss?:$/.test(new URL(value).protocol)) return value;
  throw new ConfigError(`${name} is not fit: it must be the URL of a Redis server, such as redis://127.0.0.1:6379/0.`);
};
/** An http or https URL, or null. It may hold a password and is never quoted. */
export const anyUrl = (value: string, name: string) => {
  if (value === '') return null;
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
  throw new ConfigError(`${name} is not fit: it must be an http or https URL, such as http://127.0.0.1:4318.`);
};
/** An https URL, http on this machine only, as it is written; or null. It may hold a secret and is never quoted. */
export const httpsUrl = (example: string) => (value: string, name: string) => {
  if (value === '') return null;
  const unfit = (must: string) => new ConfigError(`${name} is not fit: it must ${must}, such as ${example}.`);
  const parsed = URL.canParse(value) ? new URL(value) : null;
  if (parsed?.username || parsed?.password) throw unfit('hold no user and no password');
  const isHere = parsed && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(parsed.hostname);
  if (parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isHere)) return value;
  throw unfit('be an https URL (http only on this machine)');
};

const BASE = 'https://foo-api.esper.cloud/api';
/** Where the REST API is, to which paths are added: without a query, and without its last slash; or null. */
export const baseUrl = (value: string, name: string) => {
  const url = httpsUrl(BASE)(value, name);
  if (!/[?#]/.test(value)) return url && url.replace(/\/+$/, '');
  throw new ConfigError(`${name} is not fit: it must hold no query and no fragment, such as ${BASE}.`);
};
