import { UpstreamError } from '../../upstream/errors.js';
import { isSecret } from '../secrets.js';

/** Every text that stands under a secret key, at any depth. */
function secretsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string' || typeof value === 'number') return isSecret(key) ? [String(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => secretsIn(inner, Array.isArray(value) ? key : name));
}

/** The error without the secrets of the arguments, which the REST API may have quoted. */
export function discreet(error: unknown, args: object): unknown {
  const secrets = secretsIn(args)
    .filter((secret) => secret !== '')
    .toSorted((a, b) => b.length - a.length);
  if (secrets.length === 0 || !(error instanceof UpstreamError)) return error;
  const blotted = (text: string) => secrets.reduce((left, secret) => left.replaceAll(secret, '[secret]'), text);
  const { said, faults, ...detail } = error.detail;
  const told = faults?.map(({ field, message }) => ({ field, message: blotted(message) }));
  const { attempts, waitedMs } = error;
  const clean = new UpstreamError(error.code, {
    ...detail,
    said: said && blotted(said),
    faults: told,
    cause: undefined,
  });
  return Object.assign(clean, { attempts, waitedMs });
}
