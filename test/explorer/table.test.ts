import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { hasBrowser, useExplorer } from '../support/explorer.js';

describe.skipIf(!hasBrowser)('the table below an answer', { timeout: 60_000 }, () => {
  const explorer = useExplorer();
  const showTable = () => explorer.page.getByRole('tab', { name: 'Table' }).click();
  const rows = () => explorer.page.getByRole('region', { name: /^Rows of/ }).getByRole('row');

  it('turns the pages of a list, forth and back', async () => {
    const { page } = explorer;
    await explorer.openExample('PageDevices');
    await explorer.run();
    await showTable();
    await page.getByText('20 of 1000 rows').waitFor();
    expect(await rows().count()).toBe(21);
    const first = await rows().nth(1).textContent();
    expect(await page.getByRole('button', { name: 'Previous page' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.locator('.graphiql-query-editor .view-lines', { hasText: 'after:' }).waitFor();
    await expect.poll(() => rows().nth(1).textContent()).not.toBe(first);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await expect.poll(() => rows().nth(1).textContent()).toBe(first);
  });

  it('gives the rows as a CSV file', async () => {
    const { page } = explorer;
    await explorer.openExample('FilterDevices');
    await explorer.run();
    await showTable();
    await page.getByLabel('List').selectOption('silent');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('silent.csv');
    const [header, ...lines] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(header).toBe('name,lastSeen');
    expect(lines.length).toBe(10);
    expect(lines[0]).toMatch(/^ESR-SIM-\w+,2026-/);
  });

  it('keeps hundreds of rows in its panel, and the page where it is', async () => {
    const { page } = explorer;
    await page.locator('.graphiql-query-editor .monaco-editor').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('query Many { devices(first: 300) { nodes { name } } }');
    await explorer.run();
    await showTable();
    await rows().nth(300).waitFor();
    const panel = await page.getByRole('region', { name: 'Rows of devices' }).boundingBox();
    expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBeLessThan(900);
    expect(await page.evaluate('document.scrollingElement.scrollHeight')).toBe(900);
  });

  it('offers to ask for pages where a query does not, and shows rows of rows with what is above them', async () => {
    const { page } = explorer;
    await explorer.run();
    await showTable();
    await page.getByRole('button', { name: 'Page this list' }).click();
    await page.locator('.graphiql-query-editor', { hasText: 'FleetOverview' }).waitFor();
    await page.getByRole('button', { name: 'Next page' }).waitFor();
    await page.getByLabel('List').selectOption('viewer.enterprise.rootGroup.children.devices');
    await page.getByRole('columnheader', { name: 'children.name' }).waitFor();
    expect(await page.getByRole('button', { name: 'Next page' }).count()).toBe(0);
  });
});
