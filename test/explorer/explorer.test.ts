import { describe, expect, it } from 'vitest';
import { hasBrowser, useExplorer } from '../support/explorer.js';

describe.skipIf(!hasBrowser)('the explorer in a browser', { timeout: 60_000 }, () => {
  const explorer = useExplorer();

  it('runs the query it opens with and shows what it cost upstream', async () => {
    const { page, simulator, sent } = explorer;
    await page.locator('.graphiql-query-editor', { hasText: 'FleetOverview' }).waitFor();
    simulator.clearCalls();
    await explorer.run();
    await explorer.answerShows('Ada');
    expect(sent[0]).toMatchObject({ authorization: 'Bearer demo-admin', 'x-esper-explain': '1' });
    const panel = page.getByRole('tabpanel', { name: 'Upstream' });
    await panel.getByRole('cell', { name: 'GET /user_info/' }).waitFor();
    for (const more of await panel.getByRole('button', { name: /^\d+×$/ }).all()) await more.click();
    const bars = panel.getByRole('row').filter({ hasNot: page.locator('[aria-expanded]') });
    expect(await bars.getByRole('img', { name: /^over the network, begun after/ }).count()).toBe(
      simulator.calls.length,
    );
    await panel
      .getByText(/^devices.apps took \d+ calls, one for each row above it. Costs one call for each device.$/)
      .waitFor();
    await page.getByRole('button', { name: 'Hide this panel' }).click();
    expect(await panel.count()).toBe(0);
  });

  it('runs what is asked for before the editors are there', async () => {
    const { page, sent } = explorer;
    // Monaco's code comes late, as over a slow line.
    await page.route(/\.(js|css)$/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.continue();
    });
    await page.reload({ waitUntil: 'commit' });
    await page.evaluate(`(function click() {
      const button = document.querySelector('.graphiql-execute-button');
      if (!button) return void setTimeout(click, 5);
      button.click();
      document.title = document.querySelector('.graphiql-query-editor .view-line') ? 'late' : 'early';
    })()`);
    await explorer.answerShows('Ada');
    expect([await page.title(), sent.length]).toEqual(['early', 1]);
  });

  it('runs at Ctrl-Enter wherever the focus is, and once', async () => {
    const { page, sent } = explorer;
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await page.keyboard.press('Control+Enter');
    await explorer.answerShows('Ada');
    expect(sent.length).toBe(1);
    await page.locator('.graphiql-execute-button').focus();
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => sent.length).toBe(2);
    await page.locator('.graphiql-query-editor .view-line').first().click();
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => sent.length).toBe(3);
    await page.waitForTimeout(500);
    expect(sent.length).toBe(3);
  });

  it('has its editors follow the system from light to dark', async () => {
    const { page } = explorer;
    const dark = page.locator('.graphiql-query-editor .monaco-editor.vs-dark');
    await page.emulateMedia({ colorScheme: 'dark' });
    await dark.waitFor();
    await page.emulateMedia({ colorScheme: 'light' });
    await dark.waitFor({ state: 'detached' });
  });

  it('puts the answer below the query in a narrow window', async () => {
    const { page } = explorer;
    await page.setViewportSize({ width: 420, height: 800 });
    await explorer.run();
    await explorer.answerShows('Ada');
    const [query, answer] = await Promise.all(
      ['.graphiql-query-editor', '.graphiql-response'].map((part) => page.locator(part).boundingBox()),
    );
    expect(answer!.width).toBeGreaterThan(300);
    expect(answer!.y).toBeGreaterThanOrEqual(query!.y + query!.height);
    expect(answer!.height).toBeGreaterThan(200);
  });

  it('tells the price of a query that is refused for it', async () => {
    const { page } = explorer;
    await page.locator('.graphiql-query-editor .monaco-editor').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(
      'query Dear { devices(first: 1000) { nodes { apps(first: 1000) { nodes { name } } } } }',
    );
    await explorer.run();
    const panel = page.getByRole('tabpanel', { name: 'Upstream' });
    await panel.getByText('Refused before the first call').waitFor();
    await panel.getByText(/^1,001,000 estimated, 200,000 allowed$/).waitFor();
  });

  it('tells of a gateway that has gone, and nothing of its own code', async () => {
    const { page, faults } = explorer;
    await page.route('**/graphql', (route) => route.abort());
    await explorer.run();
    await explorer.answerShows('could not be reached');
    expect(await page.locator('.graphiql-response .view-lines').innerText()).not.toContain('stack');
    expect(faults).toEqual([expect.stringContaining('net::ERR_FAILED')]);
    faults.length = 0;
  });

  it('points at the key field when the key is refused, and keeps no key', async () => {
    const { page, sent } = explorer;
    const refusal = page.getByRole('alert').filter({ hasText: 'did not accept the API key' });
    await page.getByLabel('API key', { exact: true }).fill('wrong-key');
    await page.keyboard.press('Enter');
    await refusal.waitFor();
    expect(sent[0]).toMatchObject({ authorization: 'Bearer wrong-key' });
    await page.getByRole('button', { name: 'Enter API key' }).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('demo-admin');
    await page.keyboard.press('Enter');
    await explorer.answerShows('Ada');
    expect(await refusal.count()).toBe(0);
    expect(JSON.stringify(await page.context().storageState())).not.toMatch(/wrong-key|demo-admin/);
  });

  it('sends what is written in the headers tab and stores none of it', async () => {
    const { page, sent } = explorer;
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.getByRole('region', { name: 'Headers' }).locator('.monaco-editor:visible').click();
    await page.keyboard.insertText('{ "x-trace": "from-the-tab" }');
    await explorer.run();
    await explorer.answerShows('Ada');
    expect(sent[0]).toMatchObject({ 'x-trace': 'from-the-tab', authorization: 'Bearer demo-admin' });
    const stored = JSON.stringify(await page.context().storageState());
    expect(stored).toContain('FleetOverview');
    expect(stored).not.toContain('from-the-tab');
  });

  it('completes, checks and formats a query, in its workers', async () => {
    const { page } = explorer;
    await page.locator('.graphiql-query-editor .monaco-editor').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('{viewer{nonsense');
    await page.locator('.squiggly-error').first().waitFor();
    await page.keyboard.type(' ');
    await page.keyboard.press('ControlOrMeta+Space');
    await page.locator('.suggest-widget', { hasText: 'isStaff' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Prettify/ }).click();
    await page.locator('.graphiql-query-editor .view-line').nth(4).waitFor();
    expect(page.workers().map((worker) => new URL(worker.url()).pathname.replace(/-\w+\.js/, ''))).toEqual(
      expect.arrayContaining(['/explorer/assets/graphql.worker', '/explorer/assets/editor.worker']),
    );
  });

  it('shows the documentation of the schema', async () => {
    const { page } = explorer;
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).click();
    await page.getByText(/The entry to the fleet/).waitFor();
  });

  it('opens examples in tabs, with ids of the fleet where they need some', async () => {
    const { page } = explorer;
    await explorer.openExample('RefetchNodes');
    await page.getByRole('button', { name: 'Variables' }).click();
    await page.getByRole('region', { name: 'Variables' }).locator('.view-lines', { hasText: '"ids"' }).waitFor();
    await explorer.run();
    await explorer.answerShows('AndroidDevice');
    const tabs = await page.getByRole('tab').allTextContents();
    await explorer.openExample('RefetchNodes');
    expect(await page.getByRole('tab').allTextContents()).toEqual(tabs);
  });

  it('builds a query from ticks', async () => {
    const { page } = explorer;
    await page.getByRole('button', { name: 'Show Query builder' }).click();
    const builder = page.getByRole('region', { name: 'Query builder' });
    await builder.getByText('canFactoryReset', { exact: true }).click();
    const kept = async () => JSON.stringify(await page.context().storageState());
    await expect.poll(kept).toContain('canFactoryReset');
  });

  it('sends a command and follows it, until it is stopped', async () => {
    const { page } = explorer;
    const variablesShow = async (text: string) => {
      await page.getByRole('region', { name: 'Variables' }).locator('.view-lines', { hasText: text }).waitFor();
    };
    await page.getByRole('button', { name: 'Variables' }).click();
    await explorer.openExample('RebootDevices');
    await variablesShow('"devices"');
    await explorer.run();
    await explorer.answerShows('"PENDING"');
    await explorer.openExample('WatchReboot');
    await variablesShow('"command"');
    await explorer.run();
    await explorer.answerShows('"commandProgress"');
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.getByRole('columnheader', { name: 'device.name' }).waitFor();
    await page.getByRole('button', { name: /Stop query/ }).click();
    await page.getByRole('button', { name: /Execute query/ }).waitFor();
  });
});
