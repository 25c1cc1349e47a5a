import { ConfigError, type Setting } from './setting.js';

/** Origins of web pages, written one after the other. */
function origins(value: string, name: string): readonly string[] {
  const all = value.split(',').map((one) => one.trim());
  const bad = value === '' ? undefined : all.find((one) => !URL.canParse(one) || new URL(one).origin !== one);
  if (bad === undefined) return value === '' ? [] : all;
  throw new ConfigError(
    `${name} holds ${JSON.stringify(bad)}: it must list origins, scheme and host without a slash at the end, such as https://app.example.com,http://localhost:5173.`,
  );
}

/** Which web pages may ask. */
export const originSettings = {
  CORS_ORIGINS: {
    default: '',
    about:
      'Origins of the web pages that may ask from a browser, such as `https://app.example.com`; several with commas between',
    read: origins,
  },
} as const satisfies Record<string, Setting<unknown>>;
