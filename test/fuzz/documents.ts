import { buildSchema } from 'graphql';
import { nodeId } from '../../src/graphql/node-id.js';
import { readTypeDefs } from '../../src/graphql/schema.js';
import { Random } from '../../src/simulator/random.js';
import type { World } from '../../src/simulator/world.js';
import { useGateway, type TestGatewayOptions } from '../support/gateway.js';
import { SensibleDocument, type Knowledge } from './sensible-document.js';

const unlimited = { LIMIT_COST_CALLS: '100000', LIMIT_COST_ROWS: '10000000', LIMIT_FIELDS: '1000000' };

/** A gateway to a small fleet, which takes documents however dear they are. */
export const using = (env: Record<string, string> = {}, options: TestGatewayOptions = {}) =>
  useGateway({ devices: 300, onExchange: () => {}, env: { ...unlimited, SINGLE_FLIGHT: 'false', ...env }, ...options });

const schema = buildSchema(readTypeDefs().join('\n'));

/** A document that a client might send about a fleet, and its variables. The same words make the same document. */
export const documentOf = (world: World, seed: number, what: string, n: number) =>
  new SensibleDocument(schema, new Random(seed, what, n), knowledgeOf(world)).make();

function knowledgeOf({ fleet, groups, apps, users, tags, commands }: World): Knowledge {
  const devices = Array.from({ length: 60 }, (_, n) => fleet.factsOf(n * 4));
  const versions = apps.apps.flatMap((app) =>
    app.versions.slice(0, 3).map(({ id }) => nodeId('AppVersion', app.id, id)),
  );
  const ids = {
    AndroidDevice: devices.flatMap(({ id, platform }) => (platform === 'ANDROID' ? nodeId('AndroidDevice', id) : [])),
    Group: groups.all.map(({ id }) => nodeId('Group', id)),
    App: apps.apps.map(({ id }) => nodeId('App', id)),
    AppVersion: versions,
    User: users.all.map(({ id }) => nodeId('User', id)),
    Tag: tags.map(({ id }) => nodeId('Tag', id)),
    Command: commands.all.map(({ id }) => nodeId('Command', id)),
  };
  const texts = [...devices.map(({ name }) => name), ...groups.all.map(({ name }) => name)];
  return {
    ids: Object.entries(ids).flatMap(([type, all]) => all.map((id) => ({ type, id }))),
    texts: [...texts, ...apps.apps.map(({ packageName }) => packageName)],
  };
}
