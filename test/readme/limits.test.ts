import { expect, test } from 'vitest';
import { freshnessOf } from '../../src/domains/freshness.js';
import { table } from './markdown.js';
import { projectFile } from '../support/project-file.js';

const guide = projectFile('docs/limits.md');
const kept = Object.fromEntries(table(guide, 'What').map(([what = '', seconds]) => [what, Number(seconds)]));

test.each([
  ['What a device does now', ['/enterprise/{enterprise}/device/{id}/status/', '/device/v0/heartbeat/{id}/']],
  ['Devices', ['/v2/devices/', '/enterprise/{enterprise}/device/{device}/app/', '/commands/v0/commands/']],
  ['Who the key is', ['/user_info/', '/v1/token-info/']],
  [
    'Groups',
    [
      '/enterprise/{enterprise}/devicegroup/',
      '/v1/enterprise/{enterprise}/application/',
      '/v1/enterprise/{enterprise}/application/{app}/version/',
      '/user/',
      '/enterprise/{enterprise}/tags/',
      '/authn2/v0/tenant/{enterprise}/invite',
    ],
  ],
  ['The enterprise', ['/v1/enterprise/{id}/', '/authz2/v1/roles/']],
])('the guide tells how long answers are kept: %s', (what, routes) => {
  const [, seconds] = Object.entries(kept).find(([row]) => row.startsWith(what)) ?? [];
  expect(routes.map((route) => freshnessOf(route).ttlMs / 1000)).toEqual(routes.map(() => seconds));
});
