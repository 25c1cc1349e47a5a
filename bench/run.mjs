import { cpus } from 'node:os';
import { dialects } from './dialects.mjs';
import { goals } from './goals.mjs';
import { clientsFor, measurePart } from './measure.mjs';
import { readOptions, USAGE } from './options.mjs';
import { partsOf } from './parts.mjs';
import { installPeers } from './peers.mjs';
import { prepare } from './prepare.mjs';
import { pinned, pinSelf } from './process.mjs';
import { queries } from './queries.mjs';
import { keep, record, recorded } from './record.mjs';
import { LEGEND, resultOf, tableOf } from './report.mjs';
import { parseTarget } from './targets.mjs';
import { startUpstream } from './upstream.mjs';

/** Compares what the targets answer and counts their calls. @param {import('./prepare.mjs').Part} part */
async function check(part) {
  const upstream = await startUpstream(part);
  const targets = await prepare(part, upstream);
  for (const { spec, asked, stop } of targets) {
    for (const [name, { alone, minimum }] of asked) {
      const [calls, least] = [alone, minimum].map((count) => Number(count.toFixed(2)));
      console.log(`${name.padEnd(8)} ${spec.text.padEnd(16)} ${calls} calls, at least ${least}`);
    }
    await stop();
  }
  await upstream.stop();
}

/** @param {import('./options.mjs').Options} options */
async function main(options) {
  if (options.draw) return console.log(`Written: ${(await record(recorded())).join(', ')}`);
  const specs = options.targets.map(parseTarget);
  const parts = partsOf(options, specs);
  for (const group of new Set(specs.flatMap(({ peers }) => peers ?? []))) installPeers(group);
  pinSelf();
  if (options.check) {
    for (const part of parts) await check(part);
    return console.log('All answer the same.');
  }

  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`;
  console.log(`${machine}; ${pinned ? 'the target has a core of its own' : 'NOT pinned to cores'}\n`);
  const width = Math.max(...specs.map(({ text }) => text.length)) + 2;
  for (const { text, about } of specs) console.log(text.padEnd(width) + about);

  /** @type {import('./report.mjs').Result[]} */
  const results = [];
  for (const part of parts) {
    const rows = await measurePart(part, options);
    for (const name of part.names) {
      const found = rows.filter(({ query }) => query === name).map(resultOf);
      results.push(...found);
      const clients = clientsFor(name, part.latency, options.connections);
      const how = `${clients} at the same time; the REST API takes ${part.latency} ms`;
      console.log(`\n${name}  ${queries[name]?.about}; ${how}\n${tableOf(found)}`);
      for (const { text, dialect } of part.specs) {
        const why = dialects[dialect].whyNot(name);
        if (why) console.log(`${text}: left out, since ${why}`);
      }
    }
  }
  console.log(`\n${LEGEND}\n`);
  for (const { goal, found, isMet } of goals(results)) console.log(`${isMet ? 'met   ' : 'missed'}  ${goal}: ${found}`);
  const run = { date: new Date().toISOString(), machine, flags: process.argv.slice(2).join(' '), results };
  console.log(`\nWritten to ${keep(run)}`);
  if (options.record) console.log(`Recorded in ${(await record(run)).join(', ')}`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(USAGE);
  else await main(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
