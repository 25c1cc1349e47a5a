import { expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import { Random } from '../../src/simulator/random.js';
import type { World } from '../../src/simulator/world.js';
import { documentOf, using } from './documents.js';

/** How many changes are tried: few with every run of the tests, many with `npm run fuzz`. */
const RUNS = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 100) / 10);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

const gateway = using({ CACHE_ENABLED: 'true' }, { devices: 40, isPriced: false });

/** What shows much of a fleet at once, and so much of what a change may reach. */
const overviews = [
  `{ devices(first: 40) { totalCount nodes { id name alias stateCode tags { name }
     group { path deviceCount totalDeviceCount parent { name } } apps(first: 2) { nodes { name version { releaseName } } } } } }`,
  `{ groups(first: 50) { totalCount nodes { id name path deviceCount totalDeviceCount ancestors { name }
     children(first: 2) { totalCount nodes { name } } devices(first: 2) { totalCount nodes { name alias } } } } }`,
  `{ apps(first: 50) { totalCount nodes { id name latestVersion { versionName }
     versions(first: 3) { totalCount nodes { releaseName isDefault releaseTrack } } } } }`,
  `{ viewer { fullName } enterprise { name rootGroup { name } }
     users(first: 50) { totalCount nodes { id fullName role { name } groups(first: 3) { nodes { name path } } } } }`,
].map((query) => ({ query, variables: {} }));

interface Change {
  /** The mutation. */
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Something a client might change in a fleet, at once: nothing that devices are told to do, and do in their time. */
function changeOf({ groups, fleet, apps, tags, users }: World, random: Random, n: number): Change {
  const group = () => random.pick(groups.all).id;
  const device = () => fleet.factsOf(random.below(fleet.size)).id;
  const app = random.pick(apps.apps);
  const appVersion = nodeId('AppVersion', app.id, random.pick(app.versions).id);
  const devices = [device(), device(), device()];
  const user = random.pick(users.all.filter(({ authnId }) => authnId !== null)).id;
  return random.pick<Change>([
    { name: 'createGroup', input: { name: `Group ${n}`, parent: group(), devices } },
    { name: 'renameGroup', input: { group: group(), name: `Group ${n}` } },
    { name: 'moveGroup', input: { group: group(), parent: group() } },
    { name: 'deleteGroup', input: { group: group() } },
    { name: 'moveDevice', input: { device: device(), group: group() } },
    { name: 'addDevicesToGroup', input: { group: group(), devices } },
    { name: 'removeDevicesFromGroup', input: { group: group(), devices } },
    { name: 'setDeviceTags', input: { device: device(), tags: [`tag ${n}`, random.pick(tags).tag] } },
    { name: 'updateAppVersion', input: { appVersion, releaseName: `Release ${n}` } },
    { name: 'updateAppVersion', input: { appVersion, isDefault: true } },
    { name: 'deleteAppVersion', input: { appVersion } },
    { name: 'deleteApp', input: { app: app.id } },
    { name: 'updateEnterprise', input: { name: `Stores ${n}` } },
    { name: 'updateOwnName', input: { firstName: `Ada ${n}` } },
    { name: 'removeUser', input: { user: String(user) } },
    { name: 'deleteDevice', input: { device: device(), confirm: true } },
  ]);
}

async function change({ name, input }: Change): Promise<void> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { userErrors { message } } }`;
  await gateway.query(query, { variables: { input } });
}

test.each(Array.from({ length: RUNS }, (_, n) => n))(
  'after a change, what was kept is answered as if nothing were kept: change %i',
  async (n) => {
    const random = new Random(SEED, 'changes', n);
    const { world } = gateway.simulator;
    const documents = [...overviews, documentOf(world, SEED, 'before a change', n)];
    for (const { query, variables } of documents) await gateway.query(query, { variables });
    const made = changeOf(world, random, n);
    await change(made);
    for (const { query, variables } of documents) {
      const kept = await gateway.query(query, { variables });
      const anew = await gateway.query(query, { variables, headers: { 'cache-control': 'no-cache' } });
      const asked = `${JSON.stringify(made)}, ${query} ${JSON.stringify(variables)}`;
      expect(kept.data, asked).toEqual(anew.data);
    }
  },
  60_000,
);
