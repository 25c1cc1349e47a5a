import { answerOf, cannot, texts, variablesOf } from './fleet/rest.mjs';
import { CURSOR, queries } from './queries.mjs';

/**
 * @typedef {object} Dialect  How a target is asked a named query, and what its answer says in the words of this gateway's graph.
 * @property {(name: string, variables: object) => { path: string, body: object }} request
 * @property {(name: string, answer: Buffer, variables: object) => any} dataOf
 * @property {(name: string) => string | undefined} whyNot  Why a query cannot be asked; undefined when it can.
 */

const textOf = (/** @type {string} */ name) => (name === 'cursor' ? CURSOR : queries[name]?.text);
const parsed = (/** @type {Buffer} */ answer) => JSON.parse(String(answer)).data;

/** The gateway's own schema. @type {Dialect} */
const graph = {
  request: (name, variables) => ({ path: '/graphql', body: { query: textOf(name), variables } }),
  dataOf: (_, answer) => parsed(answer),
  whyNot: () => undefined,
};

/** A path for each query. @type {Dialect} */
const endpoint = { ...graph, request: (name, variables) => ({ path: `/${name}`, body: variables }) };

/** A graph that is spelt as the REST API is: of posts it is the same as any other. @type {Dialect} */
const rest = {
  request: (name, variables) =>
    name in texts
      ? { path: '/graphql', body: { query: texts[name], variables: variablesOf(variables) } }
      : graph.request(name, variables),
  dataOf: (name, answer, variables) =>
    name in texts ? answerOf(name, parsed(answer), variables) : graph.dataOf(name, answer, variables),
  whyNot: (name) => cannot[name],
};

export const dialects = { graph, endpoint, rest };
