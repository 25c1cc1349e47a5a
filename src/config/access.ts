import { anyText, baseUrl, ConfigError, httpsUrl, maybe, oneOf, text, whole, type Setting } from './setting.js';

const JWKS = 'https://login.example.com/.well-known/jwks.json';

/** Asymmetric algorithms only: with a symmetric one the key that verifies could sign. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const parts = (value: string) => (value === '' ? [] : value.split(',').map((one) => one.trim()));

function algorithms(value: string, name: string): readonly string[] {
  const all = parts(value);
  const bad = all.find((one) => !ALGORITHMS.includes(one));
  if (all.length > 0 && bad === undefined) return all;
  throw new ConfigError(
    `${name} is ${JSON.stringify(value)}: it must list some of ${ALGORITHMS.join(', ')}, such as RS256,ES256.`,
  );
}

/** What is said of each tenant. Throws ConfigError when one is named twice: nobody could know which was meant. */
function byTenant<T>(entries: readonly [tenant: string, said: T][], name: string): ReadonlyMap<string, T> {
  const said = new Map<string, T>();
  for (const [tenant, one] of entries) {
    if (said.has(tenant)) throw new ConfigError(`${name} names ${tenant} twice: leave one out.`);
    said.set(tenant, one);
  }
  return said;
}

/** The bases of tenants by their names. */
function tenants(value: string, name: string): ReadonlyMap<string, string> {
  const entry = (one: string): [string, string] => {
    const [, tenant = '', base] = /^([a-z0-9-]+)(?:=(.+))?$/.exec(one) ?? [];
    if (tenant === '') {
      throw new ConfigError(
        `${name} holds ${JSON.stringify(one)}: it must list tenants, such as foo,bar, or with a base of their own bar=https://esper.example.com/api.`,
      );
    }
    return [tenant, base ? baseUrl(base, name) : `https://${tenant}-api.esper.cloud/api`];
  };
  return byTenant(parts(value).map(entry), name);
}

/** Keys by the tenants they belong to. They are never quoted. */
export function tenantKeys(value: string, name: string): ReadonlyMap<string, string> {
  const entry = (one: string): [string, string] => {
    const [, tenant, key] = /^([a-z0-9-]+)=([\x21-\x7e]+)$/.exec(one) ?? [];
    if (tenant && key) return [tenant, key];
    throw new ConfigError(`${name} is not fit: it must give a key to each tenant, such as foo=<key>,bar=<key>.`);
  };
  return byTenant(parts(value).map(entry), name);
}

/** Who may ask, and which tenants. */
export const accessSettings = {
  AUTH_MODE: {
    default: 'passthrough',
    about:
      'How callers are known: by the Esper API key they send (`passthrough`), or by a token of your own sign-in (`jwt`)',
    read: oneOf('passthrough', 'jwt'),
  },
  JWKS_URL: {
    default: '',
    about: 'Where the keys are that tokens are verified with, as a JSON Web Key Set',
    read: maybe(httpsUrl(JWKS)),
  },
  JWT_ISSUER: { default: '', about: 'The `iss` a token must have', read: maybe(anyText) },
  JWT_AUDIENCE: { default: '', about: 'The `aud` a token must have', read: maybe(anyText) },
  JWT_ALGORITHMS: { default: 'RS256,ES256', about: 'The algorithms a token may be signed with', read: algorithms },
  JWT_CLOCK_SKEW_S: { default: '30', about: 'Seconds by which clocks may differ', read: whole(0, 300) },
  JWT_SCOPE_CLAIM: {
    default: 'scope',
    about: 'The claim with what a token allows: words in one text, or a list',
    read: text(/^[\x21-\x7e]+$/, 'scope'),
  },
  JWT_READ_SCOPE: {
    default: 'esper:read',
    about: 'The word that allows queries',
    read: text(/^[\x21-\x7e]+$/, 'esper:read'),
  },
  JWT_WRITE_SCOPE: {
    default: 'esper:write',
    about: 'The word that allows mutations, and queries too',
    read: text(/^[\x21-\x7e]+$/, 'esper:write'),
  },
  JWT_TENANTS_CLAIM: {
    default: 'esper_tenants',
    about:
      'The claim with the tenants a token is for, words or a list; without the claim it is for the default tenant alone',
    read: text(/^[\x21-\x7e]+$/, 'esper_tenants'),
  },
  ESPER_TENANTS: {
    default: '',
    about:
      'Further tenants, which a request names with the header `x-esper-tenant`: `foo,bar`, or `bar=<base of the REST API>`',
    read: tenants,
  },
  ESPER_TENANT_KEYS: {
    default: '',
    about: "The gateway's own keys for further tenants: `foo=<key>,bar=<key>`; with `AUTH_MODE=jwt` each must have one",
    read: tenantKeys,
  },
} as const satisfies Record<string, Setting<unknown>>;

type Values = { readonly [K in keyof typeof accessSettings]: ReturnType<(typeof accessSettings)[K]['read']> };

/** Throws ConfigError when what belongs together is not there together. */
export function checkAccess(
  values: Values & { readonly ESPER_TENANT: string | null; readonly ESPER_API_KEY: string | null },
): void {
  const { AUTH_MODE, ESPER_TENANT, ESPER_TENANTS, ESPER_TENANT_KEYS } = values;
  // What is said there of its base and its key would be passed over.
  if (ESPER_TENANT && ESPER_TENANTS.has(ESPER_TENANT))
    throw new ConfigError(`ESPER_TENANTS lists ${ESPER_TENANT}, as ESPER_TENANT does: list the further tenants alone.`);
  const stranger = [...ESPER_TENANT_KEYS.keys()].find((name) => !ESPER_TENANTS.has(name));
  if (stranger)
    throw new ConfigError(`ESPER_TENANT_KEYS has a key for ${stranger}, which ESPER_TENANTS does not list.`);
  if (AUTH_MODE !== 'jwt') return;
  const examples = {
    JWKS_URL: JWKS,
    JWT_ISSUER: 'https://login.example.com/',
    JWT_AUDIENCE: 'esper-graphql',
    ESPER_API_KEY: '<the key that goes upstream>',
  } as const;
  for (const [name, example] of Object.entries(examples)) {
    if (values[name as keyof typeof examples] === null)
      throw new ConfigError(`${name} is not set, and AUTH_MODE is jwt: set it, such as ${name}=${example}.`);
  }
  const keyless = [...ESPER_TENANTS.keys()].find((name) => !ESPER_TENANT_KEYS.has(name));
  if (keyless) {
    throw new ConfigError(`ESPER_TENANT_KEYS has no key for ${keyless}, and AUTH_MODE is jwt: add ${keyless}=<key>.`);
  }
}
