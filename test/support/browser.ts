import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const QUIET = ['--disable-gpu', '--disable-component-update', '--disable-sync', '--disable-quic', '--no-first-run'];

export const hasBrowser = path !== undefined;
if (!hasBrowser) console.info('No Chromium found: nothing is tested in a browser.');

/** Chromium without a window, that asks nobody by itself. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: path ?? '',
    args: ['--headless', '--no-sandbox', '--disable-background-networking', ...QUIET],
  });
