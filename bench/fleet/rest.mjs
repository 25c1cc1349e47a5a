/**
 * The queries for a graph that is spelt as the REST API is, such as one made of openapi.json: what they ask for, and how answers
 * read in the words of this gateway's graph. Ids, states and cursors are put into its form here, so that all answers can be
 * compared: work that such a target does not do.
 */
import { bareName, deviceQuery, idOf, offsetOf, pageInfo, restId, stateOf } from './values.mjs';

const ARGS = {
  limit: 'Int',
  offset: 'Int',
  ordering: 'String',
  platform: 'String',
  search: 'String',
  state: 'Int',
  battery_level_gte: 'Int',
};
const names = Object.keys(ARGS);
const declared = names.map((name) => `$${name}: ${ARGS[/** @type {keyof ARGS} */ (name)]}`).join(', ');
const passed = names.map((name) => `${name}: $${name}`).join(', ');

const pageOf = (/** @type {string} */ fields) =>
  `query (${declared}) { devices(${passed}) { content { count results { id platform ${fields} } } } }`;

const withApps = pageOf('name state group { name } apps(limit: 5) { results { app_name version_name } }');

/** @type {Record<string, string>} */
export const texts = {
  cursor: pageOf(''),
  Q1: withApps,
  'Q1-same': withApps,
  Q2: 'query ($id: String!) { device(id: $id) { content { id name state serial platform hardware_info { brand model } } } }',
  Q3: pageOf('name state tenant_id group { name }'),
  Q6: withApps,
};

/** Why the others cannot be asked. @type {Record<string, string>} */
export const cannot = {
  Q4: 'which path tells the apps of a device depends on its platform, and no configuration chooses a path by a value',
  Q7: 'a page of 1000 devices is four of the REST API, and no configuration puts pages together',
};

/** What a query leaves out is null: Tailcall wants each variable to be there. */
const nothing = Object.fromEntries(names.map((name) => [name, null]));

/** @param {any} variables */
export const variablesOf = (variables) =>
  variables.id ? { id: restId(variables.id) } : { ...nothing, ...deviceQuery(variables) };

const named = (/** @type {any} */ group) => group && { name: group.name };

const withAppsNode = (/** @type {any} */ device) => ({
  id: idOf(device),
  name: device.name,
  state: stateOf(device.state),
  group: named(device.group),
  apps: {
    nodes: device.apps.results.map((/** @type {any} */ app) => ({
      name: app.app_name,
      versionName: bareName(app.version_name),
    })),
  },
});

/** @type {Record<string, { node: (device: any) => object, counts?: boolean }>} */
const pages = {
  cursor: { node: (device) => ({ id: idOf(device) }) },
  Q1: { node: withAppsNode, counts: true },
  'Q1-same': { node: withAppsNode, counts: true },
  Q3: {
    node: (device) => ({
      id: idOf(device),
      name: device.name,
      state: stateOf(device.state),
      group: named(device.group),
      enterprise: { esperId: device.tenant_id },
    }),
  },
  Q6: { node: withAppsNode, counts: true },
};

/** @param {string} name @param {any} data @param {any} variables */
export function answerOf(name, data, variables) {
  if (name === 'Q2') {
    const { content } = data.device;
    const { name: called, serial: serialNumber, platform, hardware_info: hardware } = content;
    return {
      device: { id: idOf(content), name: called, state: stateOf(content.state), serialNumber, platform, hardware },
    };
  }
  const { count, results } = data.devices.content;
  const { node, counts } = /** @type {typeof pages[string]} */ (pages[name]);
  const info = pageInfo(offsetOf(variables), results.length, count);
  return { devices: { ...(counts && { totalCount: count }), nodes: results.map(node), pageInfo: info } };
}
