/** What a text stands for. Throws ConfigError, which names the setting, for a text that is not fit; a default makes an example. */
type Read<T> = (value: string, name: string, byDefault?: string) => T;

/** One setting: where it comes from, what it is when left out, and what it is for. The README's table is checked against this. */
export interface Setting<T> {
  readonly default: string;
  readonly about: string;
  readonly read: Read<T>;
}

/** A setting that stops the start. The message is one line: the variable, its fault, and an example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** What `read` makes of it, or null when it is left out. */
export const maybe =
  <T>(read: Read<T>): Read<T | null> =>
  (value, name, byDefault) =>
    value === '' ? null : read(value, name, byDefault);
/** Any text. */
export const anyText: Read<string> = (value) => value;
/** Text of this pattern. */
export const text = (pattern: RegExp, example: string) => (value: string, name: string) => {
  if (pattern.test(value)) return value;
  throw new ConfigError(`${name} is ${JSON.stringify(value)}: it must look like ${example}.`);
};

const numberIn = (value: string) => (value.trim() === '' ? NaN : Number(value));
/** A whole number between two, both included. */
export const whole = (least: number, most: number) => (value: string, name: string, byDefault?: string) => {
  const number = numberIn(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new ConfigError(
    `${name} is ${JSON.stringify(value)}: it must be a whole number from ${least} to ${most}, such as ${byDefault || least}.`,
  );
};
/** A share, from 0 to 1. */
export const share: Read<number> = (value, name) => {
  const number = numberIn(value);
  if (number >= 0 && number <= 1) return number;
  throw new ConfigError(`${name} is ${JSON.stringify(value)}: it must be a number from 0 to 1, such as 0.1.`);
};
/** One of these words. */
export const oneOf =
  <T extends string>(...words: T[]): Read<T> =>
  (value, name) => {
    const word = words.find((one) => one === value);
    if (word !== undefined) return word;
    throw new ConfigError(`${name} is ${JSON.stringify(value)}: it must be one of ${words.join(', ')}.`);
  };
/** `true` or `false`. */
export const flag: Read<boolean> = (value, name) => oneOf('true', 'false')(value, name) === 'true';
/** `on` or `off`. */
export const onOff: Read<boolean> = (value, name) => oneOf('on', 'off')(value, name) === 'on';
/** `on`, `off`, or `auto`: null then, for whatever other settings make of it. */
export const onOffAuto: Read<boolean | null> = (value, name) => {
  const word = oneOf('auto', 'on', 'off')(value, name);
  return word === 'auto' ? null : word === 'on';
};
/** An API key, or null. It is never quoted. */
export const apiKey = maybe((value, name) => {
  if (/^[\x21-\x7e]+$/.test(value)) return value;
  throw new ConfigError(
    `${name} is not fit: it must be the key alone, printable ASCII without blanks or line breaks, such as demo-admin.`,
  );
});
/** A secret of 32 characters or more, or null. It is never quoted. */
export const longSecret = maybe((value, name) => {
  if (value.length >= 32) return value;
  throw new ConfigError(
    `${name} is too short: it must have 32 characters or more, such as \`openssl rand -hex 32\` gives.`,
  );
});

const isUrl = (value: string, protocol: RegExp) => URL.canParse(value) && protocol.test(new URL(value).protocol);
/** The URL of a Redis server, or null. It may hold a password and is never quoted. */
export const redisUrl = maybe((value, name) => {
  if (isUrl(value, /^rediss?:$/)) return value;
  throw new ConfigError(`${name} is not fit: it must be the URL of a Redis server, such as redis://127.0.0.1:6379/0.`);
});
/** An http or https URL, or null. It may hold a password and is never quoted. */
export const anyUrl = maybe((value, name) => {
  if (isUrl(value, /^https?:$/)) return value;
  throw new ConfigError(`${name} is not fit: it must be an http or https URL, such as http://127.0.0.1:4318.`);
});
/** An https URL, http on this machine only, as it is written. It may hold a secret and is never quoted. */
export const httpsUrl = (example: string) => (value: string, name: string) => {
  const unfit = (must: string) => new ConfigError(`${name} is not fit: it must ${must}, such as ${example}.`);
  const parsed = URL.canParse(value) ? new URL(value) : null;
  if (parsed?.username || parsed?.password) throw unfit('hold no user and no password');
  const isHere = parsed && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(parsed.hostname);
  if (parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isHere)) return value;
  throw unfit('be an https URL (http only on this machine)');
};

const BASE = 'https://foo-api.esper.cloud/api';
/** Where the REST API is, to which paths are added: without a query, and without its last slash. */
export const baseUrl: Read<string> = (value, name) => {
  const url = httpsUrl(BASE)(value, name);
  if (!/[?#]/.test(value)) return url.replace(/\/+$/, '');
  throw new ConfigError(`${name} is not fit: it must hold no query and no fragment, such as ${BASE}.`);
};
