import { describe, expect, it } from 'vitest';
import { hasBrowser, useExplorer } from '../support/explorer.js';

describe.skipIf(!hasBrowser)('the explorer of several tenants', { timeout: 60_000 }, () => {
  const explorer = useExplorer({ env: { ESPER_TENANTS: 'foo,bar' } });

  it('asks the tenant that is chosen, the default at first', async () => {
    const { page, sent, faults } = explorer;
    await explorer.run();
    await explorer.answerShows('Ada');
    expect(sent.at(-1)).not.toHaveProperty('x-esper-tenant');
    expect(await page.getByLabel('Tenant').locator('option').allTextContents()).toEqual(['default', 'foo', 'bar']);
    await page.route('**/graphql', (route) =>
      route.fulfill({ json: { data: { asked: route.request().headers()['x-esper-tenant'] } } }),
    );
    await page.getByLabel('Tenant').selectOption('bar');
    await explorer.run();
    await explorer.answerShows('"asked": "bar"');
    expect(faults).toEqual([]);
  });
});
