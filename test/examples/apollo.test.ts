import type { Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { canRun, useApp } from '../support/example-app.js';
import { useGateway } from '../support/gateway.js';

describe.runIf(canRun('apollo'))('the example with Apollo Client', () => {
  const gateway = useGateway({ devices: 200 });
  const app = useApp('apollo', gateway);
  const group = (name: string) => app.page.getByRole('navigation').getByRole('button', { name, exact: true });

  /** The names of the first devices in a group and below it. */
  async function devicesIn(path: string, first: number): Promise<string[]> {
    const { data: found } = await gateway.query(`{ group(path: "${path}") { id } }`);
    const { data } = await gateway.query(
      `query ($group: ID!) {
        devices(first: ${first}, filter: { groups: [$group], includeSubgroups: true }, orderBy: { field: NAME }) {
          nodes { name }
        }
      }`,
      { variables: { group: found.group.id } },
    );
    return data.devices.nodes.map(({ name }: { name: string }) => name);
  }

  test('adds pages to the table, and keeps them for each group', async () => {
    const { page } = app;
    await app.signIn();
    await page.getByText(/^25 of \d+ devices$/).waitFor();
    expect(await app.names()).toEqual(await devicesIn('All devices', 25));
    await page.getByRole('button', { name: 'More devices' }).click();
    await page.getByText(/^50 of \d+ devices$/).waitFor();
    expect(await app.names()).toEqual(await devicesIn('All devices', 50));

    await group('Europe').click();
    await page.getByText(/^25 of \d+ devices$/).waitFor();
    expect(await app.names()).toEqual(await devicesIn('All devices/Europe', 25));

    gateway.simulator.clearCalls();
    await group('All devices').click();
    await page.getByText(/^50 of \d+ devices$/).waitFor();
    expect(gateway.simulator.calls).toEqual([]);
  });

  test('reads the groups below a group when that is opened', async () => {
    await app.signIn();
    await group('Groups in Europe').click();
    const { data } = await gateway.query('{ group(path: "All devices/Europe") { children { nodes { name } } } }');
    for (const { name } of data.group.children.nodes) await group(name).waitFor();
  });

  test('shows a new name before it is known to be made, and takes it back when it is refused', async () => {
    const { page } = app;
    const { data } = await gateway.query('{ rootGroup { children { nodes { name } } } }');
    const taken = data.rootGroup.children.nodes.find(({ name }: { name: string }) => name !== 'Europe').name;
    const held: Route[] = [];
    await page.route('**/graphql', (route) => {
      const { operationName } = route.request().postDataJSON() as { operationName: string };
      return operationName === 'Rename' ? void held.push(route) : route.continue();
    });
    const release = async () => {
      await expect.poll(() => held.length).toBe(1);
      await held.pop()?.continue();
    };
    const rename = async (from: string, to: string) => {
      await page.getByRole('button', { name: `Rename ${from}`, exact: true }).click();
      await page.getByRole('textbox').fill(to);
      await page.getByRole('textbox').press('Enter');
    };
    await app.signIn();
    await rename('Europe', 'EMEA');
    await group('EMEA').waitFor();
    expect((await gateway.query('{ group(path: "All devices/Europe") { name } }')).data.group).not.toBeNull();
    await release();
    const isRenamed = async () =>
      (await gateway.query('{ group(path: "All devices/EMEA") { name } }')).data.group !== null;
    await expect.poll(isRenamed).toBe(true);

    await rename('EMEA', taken);
    await expect.poll(() => group(taken).count()).toBe(2);
    await release();
    await page.getByRole('alert').waitFor();
    await group('EMEA').waitFor();
    expect(await group(taken).count()).toBe(1);
  });

  test('says what is wrong with a key', async () => {
    await app.signIn('demo-expired');
    await app.page.getByRole('alert').filter({ hasText: 'key' }).waitFor();
  });
});
