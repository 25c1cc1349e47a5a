import { expect, test } from 'vitest';
import { readOptions } from '../../bench/options.mjs';
import { partsOf } from '../../bench/parts.mjs';
import { parseTarget, TARGETS } from '../../bench/targets.mjs';

const options = (...flags: string[]) => {
  const read = readOptions(flags);
  if (read === 'help') throw new Error('Help was asked for.');
  return read;
};
const parts = (...flags: string[]) => partsOf(options(...flags), options(...flags).targets.map(parseTarget));
const shown = (...flags: string[]) =>
  parts(...flags).map(({ world, devices, cached, latency, names, specs }) => [
    `${world} of ${devices}${cached ? ', cached' : ''}, ${latency} ms: ${names.join(' ')}`,
    specs.length,
  ]);

test('queries are put together by the REST API, the settings and the latency they need', () => {
  const all = Object.keys(TARGETS).length;
  const everywhere = Object.values(TARGETS).filter(({ only }) => !only).length;
  const forSample = everywhere + 1;
  expect(everywhere).toBeLessThan(all);
  expect(shown()).toEqual([
    ['fleet of 1000, 0 ms: Q1 Q2 Q3 Q1-five Q3-five Q4 Q6 Q1-same', all],
    ['fleet of 1000, cached, 0 ms: Q5', 1],
    ['fleet of 10000, 0 ms: Q7', everywhere],
    ['posts of 1000, 0 ms: Q8 Q8-same', everywhere],
    ['fleet of 1000, 20 ms: Q1 Q2 Q3 Q4', forSample],
    ['fleet of 1000, 200 ms: Q1 Q4', forSample],
  ]);
});

test('what is asked for is measured, and nothing else', () => {
  expect(shown('--only', 'Q2,Q5', '--latency', '5', '--targets', 'bff,yoga')).toEqual([['fleet of 1000, 5 ms: Q2', 2]]);
  const targets = ['--targets', 'gateway,gateway-groups'];
  expect(shown('--quick', '--only', 'Q1', ...targets)).toEqual([['fleet of 1000, 0 ms: Q1', 1]]);
  expect(shown('--quick', '--only', 'Q1,Q4', ...targets)).toEqual([['fleet of 1000, 0 ms: Q1 Q4', 2]]);
  expect(shown('--quick', '--only', 'Q1-five', '--targets', 'gateway,yoga,bff-by-id')).toEqual([
    ['fleet of 1000, 0 ms: Q1-five', 2],
  ]);
  expect(() => parts('--only', 'Q99')).toThrow('There is no query "Q99"');
  expect(() => parts('--rounds', 'many')).toThrow('--rounds must be a number; got "many"');
});

test('a target takes a checkout, flags of Node, and settings', () => {
  expect(parseTarget('gateway@/elsewhere+max-semi-space-size=64+SINGLE_FLIGHT=false')).toMatchObject({
    name: 'gateway',
    root: '/elsewhere/',
    flags: ['--max-semi-space-size=64'],
    settings: { SINGLE_FLIGHT: 'false' },
  });
  expect(() => parseTarget('gatway')).toThrow('There is no target "gatway"');
});
