import axe, { type AxeResults } from 'axe-core';
import { describe, expect, it } from 'vitest';
import { hasBrowser, useExplorer } from '../support/explorer.js';

describe.skipIf(!hasBrowser)('the explorer without a mouse or a screen', { timeout: 60_000 }, () => {
  const explorer = useExplorer();

  /** What axe finds wrong about our own parts of the page; GraphiQL's are theirs to mend. */
  async function faults(): Promise<string[]> {
    await explorer.page.evaluate(axe.source);
    const results = (await explorer.page.evaluate('axe.run({ include: [["[class^=explorer-]"]] })')) as AxeResults;
    return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  }
  const focused = () => explorer.page.evaluate('document.activeElement.textContent');

  it.each(['light', 'dark'] as const)('breaks no rule of axe, in %s colours', async (colorScheme) => {
    const { page } = explorer;
    await page.emulateMedia({ colorScheme });
    await explorer.run();
    await page.getByRole('tabpanel', { name: 'Upstream' }).waitFor();
    expect(await faults()).toEqual([]);
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.getByRole('button', { name: 'Download CSV' }).waitFor();
    for (const panel of ['Examples', 'Schema map']) {
      await page.getByRole('button', { name: `Show ${panel}` }).click();
      await page.getByRole('region', { name: panel }).getByRole('button').nth(2).waitFor();
      expect(await faults()).toEqual([]);
    }
  });

  it('goes through what is below an answer by keyboard', async () => {
    const { page } = explorer;
    await page.locator('.graphiql-query-editor .monaco-editor').click();
    await page.keyboard.press('ControlOrMeta+Enter');
    const upstream = page.getByRole('tab', { name: 'Upstream' });
    await upstream.focus();
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('Table');
    await page.getByRole('tabpanel', { name: 'Table' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Hide this panel');
    for (const stop of ['tabpanel', 'List', 'Page this list', 'Download CSV']) {
      await page.keyboard.press('Tab');
      const text = await page.evaluate(
        '(({ role, labels, textContent }) => role ?? labels?.[0]?.textContent ?? textContent)(document.activeElement)',
      );
      expect(text).toBe(stop);
    }
    await page.getByRole('button', { name: 'Hide this panel' }).press('Enter');
    expect(await page.getByRole('tabpanel', { name: 'Table' }).count()).toBe(0);
  });
});
