import { describe, expect, test } from 'vitest';
import { canRun, useApp } from '../support/example-app.js';
import { useGateway } from '../support/gateway.js';

describe.runIf(canRun('relay'))('the example with Relay', () => {
  const gateway = useGateway({ devices: 200 });
  const app = useApp('relay', gateway);
  const names = async (args: string): Promise<string[]> => {
    const { data } = await gateway.query(`{ devices(orderBy: { field: NAME }, ${args}) { nodes { name } } }`);
    return data.devices.nodes.map(({ name }: { name: string }) => name);
  };

  test('adds pages to the table, and begins anew for a search', async () => {
    const { page } = app;
    await app.signIn();
    await page.getByText('25 of 200 devices').waitFor();
    expect(await app.names()).toEqual(await names('first: 25'));
    await page.getByRole('button', { name: 'More devices' }).click();
    await page.getByText('50 of 200 devices').waitFor();
    expect(await app.names()).toEqual(await names('first: 50'));

    const [wanted = ''] = await names('first: 1');
    await page.getByLabel('Search').fill(wanted);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('1 of 1 devices').waitFor();
    expect(await app.names()).toEqual([wanted]);
  });

  test('asks for one device by its id to refresh its row', async () => {
    const { page } = app;
    await app.signIn();
    await page.getByText('25 of 200 devices').waitFor();
    const [name = ''] = await app.names();
    const asked = page.waitForRequest('**/graphql');
    await page.getByRole('button', { name: `Refresh ${name}` }).click();
    const { query, variables } = (await asked).postDataJSON() as { query: string; variables: { id: string } };
    expect(query).toMatch(/node\(id: \$id\)/);
    const { data } = await gateway.query('query ($id: ID!) { node(id: $id) { ... on Device { name } } }', {
      variables,
    });
    expect(data.node.name).toBe(name);
    expect(await app.names()).toHaveLength(25);
  });

  test('says what is wrong with a key', async () => {
    await app.signIn('demo-expired');
    await app.page.getByRole('alert').filter({ hasText: 'key' }).waitFor();
  });
});
