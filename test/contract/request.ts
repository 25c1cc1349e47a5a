import type { Exchange } from './check.js';
import type { Operation, Parameter } from './facts.js';
import type { Json, JsonObject } from './json.js';
import type { Validate } from './validator.js';

/**
 * What each client of the real API has settled on asking for at most, whatever an operation allows; and the row by which a page
 * overlaps the one before.
 */
const ROWS_A_PAGE = 250 + 1;

/** What is wrong with the parameters, the credentials and the body of a request. */
export function requestFaults(
  exchange: Exchange,
  operation: Operation,
  ids: Map<string, string>,
  validate: Validate,
): string[] {
  const fault = (parameter: Parameter, text: string | null | undefined): string[] => {
    const title = `the ${parameter.in} parameter "${parameter.name}"`;
    if (text === null || text === undefined) return parameter.required ? [`${title} is missing`] : [];
    const faults = validate(operation.file, 'request', parameter.schema, valueOf(text, parameter.schema));
    return faults.map((one) => `${title}: ${one.replace(/^\$ ?/, '')}`);
  };
  const given = { query: (name: string) => exchange.query.get(name), path: (name: string) => ids.get(name) };
  return [
    ...operation.parameters.flatMap((one) => {
      if (one.in === 'query' || one.in === 'path') return fault(one, given[one.in](one.name));
      return fault(one, headerOf(exchange, one.name));
    }),
    ...undeclared(exchange, operation),
    ...policyFaults(exchange),
    ...bodyFaults(exchange, operation, validate),
  ];
}

function undeclared({ query }: Exchange, { parameters }: Operation): string[] {
  const declared = new Set(parameters.filter((one) => one.in === 'query').map((one) => one.name));
  return [...new Set(query.keys())].flatMap((name) => {
    if (!declared.has(name)) return [`the query parameter "${name}" is not declared`];
    return query.getAll(name).length > 1 ? [`the query parameter "${name}" is given more than once`] : [];
  });
}

/** A text out of a path or a query as the value it stands for; left as text when it stands for none. */
function valueOf(text: string, schema: JsonObject): Json {
  if (schema['type'] === 'array')
    return text.split(',').map((one) => valueOf(one, (schema['items'] ?? {}) as JsonObject));
  if (text === 'true' || text === 'false') return schema['type'] === 'boolean' ? text === 'true' : text;
  const numeric = schema['type'] === 'integer' || schema['type'] === 'number';
  return numeric && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function policyFaults(exchange: Exchange): string[] {
  const faults: string[] = [];
  const limit = Number(exchange.query.get('limit'));
  if (limit > ROWS_A_PAGE) faults.push(`asks for ${limit} rows, more than ${ROWS_A_PAGE} a page`);

  const authorization = headerOf(exchange, 'authorization');
  const key = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
  if (authorization === undefined) faults.push('the Authorization header is missing');
  else if (!key) faults.push('the Authorization header is not "Bearer <key>"');
  else {
    if (exchange.path.includes(key) || exchange.path.includes(encodeURIComponent(key)))
      faults.push('the key stands in the path');
    if ([...exchange.query].flat().some((text) => text.includes(key))) faults.push('the key stands in the query');
  }
  return faults;
}

function bodyFaults(exchange: Exchange, { requestBody, file }: Operation, validate: Validate): string[] {
  const { requestBody: body } = exchange;
  const type = mediaType(headerOf(exchange, 'content-type'));
  // What is not JSON is not kept to be looked at.
  const isUnseen = !body && type !== '' && type !== 'application/json' && headerOf(exchange, 'content-length') !== '0';
  if (!body && !isUnseen) return requestBody?.['required'] === true ? ['the body of the request is missing'] : [];
  if (!requestBody) return ['the request has a body, and none is declared'];
  const content = (requestBody['content'] ?? {}) as JsonObject;
  const declared = content[type] as JsonObject | undefined;
  if (!declared) return [`the body is sent as "${type}", not as ${Object.keys(content).join(' or ')}`];
  if (type !== 'application/json') return [];
  try {
    const faults = validate(file, 'request', (declared['schema'] ?? {}) as JsonObject, JSON.parse(body ?? '') as Json);
    return faults.map((one) => `the body of the request: ${one}`);
  } catch (error) {
    if (error instanceof SyntaxError) return ['the body of the request is not JSON'];
    throw error;
  }
}

export const mediaType = (header: string | undefined): string => (header ?? '').split(';')[0]!.trim().toLowerCase();

function headerOf({ headers }: Exchange, name: string): string | undefined {
  const found = Object.keys(headers).find((one) => one.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : headers[found];
}
