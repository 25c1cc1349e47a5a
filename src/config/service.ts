import { anyText, apiKey, baseUrl, maybe, oneOf, onOff, onOffAuto, text, whole, type Setting } from './setting.js';

/** What the gateway serves, where, and for which tenant. */
export const serviceSettings = {
  ESPER_TENANT: {
    default: '',
    about: 'The tenant: `foo` stands for `https://foo-api.esper.cloud/api`',
    read: maybe(text(/^[a-z0-9-]+$/, 'foo: small letters, digits and hyphens')),
  },
  ESPER_BASE_URL: { default: '', about: 'The base of the REST API, instead of `ESPER_TENANT`', read: maybe(baseUrl) },
  ESPER_ENTERPRISE_ID: {
    default: '',
    about: 'The enterprise id; when left out it is learnt once per key',
    read: maybe(text(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, '0f0c9a3e-1b1c-4b8e-9a55-0d3b6f8f2c11')),
  },
  ESPER_API_KEY: {
    default: '',
    about:
      "The gateway's own key; used, outside production, for callers on this machine who send none, and with `AUTH_MODE=jwt` for all",
    read: apiKey,
  },
  HOST: { default: '127.0.0.1', about: 'The address to listen on', read: anyText },
  PORT: { default: '4000', about: 'The port to listen on; 0 takes a free one', read: whole(0, 65535) },
  NODE_ENV: {
    default: 'development',
    about: 'In `production` nothing is simulated and a tenant must be named',
    read: oneOf('development', 'production', 'test'),
  },
  EXPLORER: {
    default: 'auto',
    about:
      'Whether `/` serves the explorer, and `/docs` the guides: `on`, `off`, or `auto`, which is off in production',
    read: onOffAuto,
  },
  INTROSPECTION: {
    default: 'auto',
    about: 'Whether clients may ask for the schema: `on`, `off`, or `auto`, which is off in production',
    read: onOffAuto,
  },
  EXECUTION: {
    default: 'compiled',
    about: 'Who carries out operations: `compiled`, this gateway, or `interpreted`, graphql-js, which is slower',
    read: oneOf('compiled', 'interpreted'),
  },
  FEDERATION: {
    default: 'off',
    about: 'Whether the schema is a subgraph of Apollo Federation 2, for a router: `on` or `off`',
    read: onOff,
  },
} as const satisfies Record<string, Setting<unknown>>;
