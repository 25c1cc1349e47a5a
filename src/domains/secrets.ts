import { SECRET_WORDS } from '../graphql/secret-words.js';

/**
 * Keys of Esper's records whose values nobody may see: credentials, and what wakes a device up or speaks to it in Esper's
 * name. They are taken out of every answer. What a device reports has them in camelCase.
 */
const names = new Set([
  'token',
  'tokens',
  'authentication_token',
  'enterprise_token',
  'completion_token',
  'wifi_password',
  'password',
  'fcm_id',
  'mqtt_id',
  'mqtt_topic',
  'push_magic',
  'channel_uri',
  'file_key',
  'suid',
  // Esper: what an app or a device is set up with, in words of its maker's: keys and passwords among them, under any name.
  'managed_config',
  'base64_app_config',
  'customized_json',
  // Esper: signed, so that whoever has it may fetch the file. The version's own `app_file` is shown, and kept for a minute.
  'download_url',
]);

/** Endings that give away keys nobody has listed yet: `refresh_token`, `settingsAppPassword`, `client_secret`. */
const telling = new RegExp(`(${SECRET_WORDS})$`, 'i');

const snakeCase = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const verdicts = new Map<string, boolean>();

/** Whether what stands under this key of a record is a secret. */
export function isSecret(key: string): boolean {
  const known = verdicts.get(key);
  if (known !== undefined) return known;
  const verdict = names.has(snakeCase(key)) || telling.test(key);
  // Esper: some records hold free keys, so the verdicts are not remembered without end.
  if (verdicts.size < 10_000) verdicts.set(key, verdict);
  return verdict;
}
