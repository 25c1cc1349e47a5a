const WIDTH = 24;

/** The line that tells how far an export is: `rows` of `total`, `rate` rows a second. */
export function progressLine(rows: number, total: number | null, rate: number): string {
  const count = (number: number) => Math.round(number).toLocaleString('en-US');
  const pace = `${count(rate)} rows/s`;
  if (!total) return `${count(rows)} rows   ${pace}`;
  const share = Math.min(1, rows / total);
  const filled = Math.round(share * WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %   ${count(rows)} of ${count(total)} rows   ${pace}`;
}

/** Tells on standard error how far an export is: on one line that changes where somebody watches, else at the end only. */
export function showProgress(before: number, { stderr } = process) {
  const began = performance.now();
  let total: number | null = null;
  return {
    of: (rows: number | null) => (total = rows),
    at(rows: number) {
      const rate = ((rows - before) * 1000) / Math.max(1, performance.now() - began);
      if (stderr.isTTY) stderr.write(`\r${progressLine(rows, total, rate)}\u001b[K`);
    },
    end: (rows: number) => stderr.write(`${stderr.isTTY ? '\r\u001b[K' : ''}${rows} rows\n`),
  };
}
