import { expect, test } from 'vitest';
import { chart } from '../../bench/chart.mjs';
import { filled, tables } from '../../bench/readme.mjs';
import { recorded } from '../../bench/record.mjs';
import { projectFile } from '../support/project-file.js';

const run = recorded();
/** A text with its tables not aligned. */
const bare = (text: string) => text.replaceAll(/[\s-]+/g, ' ');

test.each(['README.md', 'bench/README.md'])('%s tells of the recorded run: else npm run bench -- --draw', (path) => {
  const text = projectFile(path);
  expect(bare(text)).toBe(bare(filled(text, run)));
});

test('the pages tell of all there is', () => {
  const pages = projectFile('README.md') + projectFile('bench/README.md');
  expect(Object.keys(tables(run)).filter((name) => !pages.includes(`<!-- ${name} -->`))).toEqual([]);
});

test('the picture is of the recorded run: else npm run bench -- --draw', () => {
  expect(projectFile('bench/results.svg')).toBe(chart(run.results));
});
