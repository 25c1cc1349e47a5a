import { summary } from './report.mjs';

const [WIDTH, LEFT, BAR, GAP] = [760, 150, 16, 22];
const COLOURS = ['#2563eb', '#64748b', '#d97706', '#059669', '#9333ea', '#dc2626'];

/**
 * Processor time of each target as a multiple of the hand-written endpoint's, drawn as bars.
 * @param {import('./report.mjs').Row[]} rows
 * @param {string} title
 */
export function chart(rows, title) {
  const targets = [...new Set(rows.map(({ target }) => target))];
  const groups = [...new Set(rows.map(({ query }) => query))].flatMap((query) => {
    const here = rows.filter((row) => row.query === query);
    const bff = here.find(({ target }) => target === 'bff');
    if (!bff) return [];
    const one = summary(bff).cpuMs.median;
    return [{ query, bars: here.map((row) => ({ target: row.target, times: summary(row).cpuMs.median / one })) }];
  });
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ times }) => times)));
  const scale = (WIDTH - LEFT - 60) / most;
  /** @type {string[]} */
  const parts = [];
  let y = 48;
  for (const { query, bars } of groups) {
    parts.push(`<text x="12" y="${y + BAR - 3}" font-weight="600">${query}</text>`);
    for (const { target, times } of bars) {
      const colour = COLOURS[targets.indexOf(target) % COLOURS.length];
      const width = Math.max(1, times * scale).toFixed(1);
      parts.push(
        `<text x="${LEFT - 8}" y="${y + BAR - 4}" text-anchor="end">${target}</text>`,
        `<rect x="${LEFT}" y="${y}" width="${width}" height="${BAR}" rx="2" fill="${colour}"/>`,
        `<text x="${LEFT + Number(width) + 6}" y="${y + BAR - 4}">${times.toFixed(2)}</text>`,
      );
      y += GAP;
    }
    y += GAP / 2;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" font-family="system-ui, sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
<text x="12" y="24" font-size="14" font-weight="600">${title}</text>
${parts.join('\n')}
</svg>
`;
}
