import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { table } from '../readme/markdown.js';
import { projectFile } from '../support/project-file.js';

const scaling = projectFile('docs/scaling.md');
const values = parse(projectFile('deploy/helm/values.yaml')) as {
  autoscaling: { minReplicas: number; targetCPUUtilizationPercentage: number };
};

const QUOTA = 27;
const [, kept = '', whole = ''] = table(scaling, 'Query')
  .find(([query]) => query?.startsWith('20 devices'))!
  .slice(1);

test.each(table(scaling, 'Operations a second'))(
  'the replicas for %s operations a second follow from what one does, and from when the chart adds another',
  (rate, ofWhole, ofKept, calls) => {
    const { minReplicas, targetCPUUtilizationPercentage: target } = values.autoscaling;
    const replicas = (perSecond: string) =>
      Math.max(minReplicas, Math.ceil(Number(rate) / (Number(perSecond) * (target / 100))));
    expect([Number(ofWhole), Number(ofKept)]).toEqual([replicas(whole), replicas(kept)]);
    expect(Number(calls)).toBeCloseTo(QUOTA / Number(rate), 6);
  },
);

test('the quota, what it keeps fresh, and the share of new answers follow from each other', () => {
  expect(Math.round(8000 / 300)).toBe(QUOTA);
  expect(scaling).toContain(`27 calls a second keep ${QUOTA * 5} answers about devices fresh`);
  expect(QUOTA * 60).toBeCloseTo(1600, -2);
  expect(Math.round((10_000 * 21) / QUOTA / 100) * 100).toBe(7800);
});
