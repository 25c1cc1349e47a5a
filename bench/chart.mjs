import { queries } from './queries.mjs';
import { digits, timesBff } from './report.mjs';

const COLUMNS = 3;
const [WIDTH, LABEL, BAR] = [320, 96, 118];
const [TOP, TITLE, STEP, GAP] = [58, 34, 17, 22];
/** A bar is cut off where it would make all others short: at so many times the hand-written endpoint's. */
const CUT = 6;

/** Readable on white and on black: pages show the picture as it is, whichever they are. */
const STYLE = `
  svg { color-scheme: light dark; }
  text { font: 11px system-ui, sans-serif; fill: #1f2328; }
  .title { font-size: 15px; font-weight: 600; }
  .query { font-size: 12px; font-weight: 600; }
  .quiet { fill: #59636e; }
  .bar { fill: #a3afbb; }
  .bff { fill: #6e7781; }
  .gateway { fill: #2563eb; }
  .cut { stroke: #ffffff; stroke-width: 2; }
  .path { stroke: #bc4c00; stroke-width: 1.5; stroke-dasharray: 3 2; }
  .page { fill: #ffffff; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .quiet { fill: #9198a1; }
    .bar { fill: #4d5763; }
    .bff { fill: #7d8590; }
    .gateway { fill: #4c8dff; }
    .cut { stroke: #0d1117; }
    .path { stroke: #ffa657; }
    .page { fill: #0d1117; }
  }
`;

/** @typedef {import('./report.mjs').Result} Result */
/** @typedef {{ title: string, about: string, path?: number, bars: { target: string, value: number, label: string }[] }} Panel */

const escaped = (/** @type {string} */ text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** As many as there are; of what is shared by many, the share. @param {number} count */
const calls = (count) => {
  const shown = count >= 2 ? Math.round(count) : Number(count.toPrecision(2));
  return `${shown} ${shown === 1 ? 'call' : 'calls'}`;
};

/** What the REST API takes no time for: processor time. @param {readonly Result[]} found @returns {Panel} */
function work(found) {
  const shared = found.some(({ query }) => query.endsWith('-same'));
  const bars = found.map((one) => ({
    target: one.target,
    value: one.cpuMs[0],
    label: `${digits(timesBff(one, found))}x, ${calls(shared ? one.calls[0] : one.alone)}`,
  }));
  return { ...titleOf(found), bars };
}

/** Where it takes its time: the wait, and the path of the calls. @param {readonly Result[]} found @returns {Panel} */
function wait(found) {
  const bars = found.map(({ target, p50, overPath }) => ({
    target,
    value: p50[0],
    label: `${digits(p50[0])} ms, +${digits(overPath[0])}`,
  }));
  return { ...titleOf(found), bars, path: found[0]?.path[0] };
}

/** @param {readonly Result[]} found */
const titleOf = ([first]) => ({
  title: `${first?.query}${first?.latency ? `, each call takes ${first.latency} ms` : ''}`,
  about: queries[first?.query ?? '']?.about ?? '',
});

/** Results of one query and latency together, in order of latency. @param {readonly Result[]} results */
function together(results) {
  /** @type {Map<string, Result[]>} */
  const groups = new Map();
  for (const one of results.filter(({ query }) => !queries[query]?.cached)) {
    const key = `${one.latency} ${one.query}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** @param {Panel} panel @param {number} x @param {number} y */
function drawn({ title, about, bars, path }, x, y) {
  const one = bars.find(({ target }) => target === 'bff')?.value ?? Math.min(...bars.map(({ value }) => value));
  const most = Math.max(path ?? 0, ...bars.map(({ value }) => Math.min(value, one * CUT)));
  const lengthOf = (/** @type {number} */ value) => Number(((Math.min(value, most) / most) * BAR).toFixed(1));
  const lines = bars.map(({ target, value, label }, at) => {
    const [top, length] = [y + TITLE + at * STEP, Math.max(1, lengthOf(value))];
    const kind = target.startsWith('gateway') ? 'gateway' : target === 'bff' ? 'bff' : 'bar';
    const cut = x + LABEL + length - 8;
    return `<text x="${x + LABEL - 6}" y="${top + 10}" text-anchor="end">${escaped(target)}</text>
<rect class="${kind}" x="${x + LABEL}" y="${top}" width="${length}" height="${STEP - 5}" rx="2"/>
${value > most ? `<path class="cut" d="M${cut} ${top + 13}l4 -14"/>\n` : ''}<text class="quiet" x="${x + LABEL + length + 5}" y="${top + 10}">${label}</text>`;
  });
  const at = x + LABEL + lengthOf(path ?? 0);
  const mark = path ? `<path class="path" d="M${at} ${y + TITLE - 4}v${bars.length * STEP}"/>` : '';
  const short = about.length > 58 ? `${about.slice(0, 56).trimEnd()} …` : about;
  return `<text class="query" x="${x}" y="${y + 12}">${escaped(title)}</text>
<text class="quiet" x="${x}" y="${y + 26}">${escaped(short)}</text>
${lines.join('\n')}
${mark}`;
}

/** Panels side by side under a heading. @param {string} title @param {string} about @param {Panel[]} panels @param {number} y */
function section(title, about, panels, y) {
  const most = Math.max(...panels.map(({ bars }) => bars.length));
  const height = TITLE + most * STEP + GAP;
  const parts = panels.map((panel, n) =>
    drawn(panel, 16 + (n % COLUMNS) * (WIDTH + 8), y + TOP + Math.floor(n / COLUMNS) * height),
  );
  const text = `<text class="title" x="16" y="${y + 24}">${title}</text>
<text class="quiet" x="16" y="${y + 42}">${about}</text>
${parts.join('\n')}`;
  return { text, end: y + TOP + Math.ceil(panels.length / COLUMNS) * height };
}

/**
 * Draws what operations cost, one panel a query: processor time, and, where the REST API takes its time, the wait.
 * @param {readonly Result[]} results
 */
export function chart(results) {
  const groups = together(results);
  const takesTime = (/** @type {Result[]} */ [first]) => (first?.latency ?? 0) > 0;
  const cpu = section(
    'Processor time of an operation',
    "Shorter is better. Beside each bar: how many times the hand-written endpoint's (bff) that is, and REST calls.",
    groups.filter((group) => !takesTime(group)).map(work),
    0,
  );
  const waits = section(
    'Wait for an answer, one client',
    'The line is what the REST calls take that have to come one after the other. Beside each bar: the wait, and what is above that.',
    groups.filter(takesTime).map(wait),
    cpu.end,
  );
  const width = 16 + COLUMNS * (WIDTH + 8);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${waits.end}" width="${width}" height="${waits.end}" role="img" aria-labelledby="title">
<title id="title">What the queries of the benchmark cost each target</title>
<style>${STYLE}</style>
<rect class="page" width="100%" height="100%"/>
${cpu.text}
${waits.text}
</svg>
`;
}
