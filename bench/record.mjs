import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'oxfmt';
import { chart } from './chart.mjs';
import { filled } from './readme.mjs';

const here = new URL('./', import.meta.url);

/** @typedef {{ date: string, machine: string, flags: string, results: import('./report.mjs').Result[] }} Run */

/** Four digits are more than a measurement is good for. @param {Run} run */
const text = (run) =>
  JSON.stringify(run, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value), 2);

/** Writes the results of a run beside those of earlier ones, and gives the name of the file. @param {Run} run */
export function keep(run) {
  mkdirSync(new URL('results/', here), { recursive: true });
  const file = new URL(`results/${run.date.slice(0, 19).replaceAll(':', '-')}.json`, here);
  writeFileSync(file, `${text(run)}\n`);
  return file.pathname;
}

/** The run that is shown. @returns {Run} */
export const recorded = () => JSON.parse(readFileSync(new URL('results.json', here), 'utf8'));

/** Makes a run the one that is shown, and gives the names of what was written. @param {Run} run */
export async function record(run) {
  const top = new URL('../', here);
  const shown = /** @type {Run} */ (JSON.parse(text(run)));
  const pages = ['README.md', 'bench/README.md'].map((name) => [name, readFileSync(new URL(name, top), 'utf8')]);
  const written = {
    'bench/results.json': text(run),
    ...Object.fromEntries(pages.map(([name, page]) => [name, filled(String(page), shown)])),
  };
  const style = JSON.parse(readFileSync(new URL('.oxfmtrc.json', top), 'utf8'));
  for (const [name, content] of Object.entries(written)) {
    const { code } = await format(name, content, style);
    writeFileSync(new URL(name, top), code);
  }
  writeFileSync(new URL('results.svg', here), chart(shown.results));
  return [...Object.keys(written), 'bench/results.svg'];
}
