import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blocks, section } from '../../readme/markdown.js';
import { openStream } from '../../support/event-stream.js';
import { FakeClock } from '../../support/fake-clock.js';
import { useGateway } from '../../support/gateway.js';
import { time } from './commands.js';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const example = section(readme, 'Commands and their progress');

const gateway = useGateway({ now: time.now, clock: new FakeClock() });

test('the example of the README finds devices, reboots them, and watches', async () => {
  const [find = '', reboot = ''] = blocks(example, 'graphql');
  const found = await gateway.query(find);
  const devices = found.data.group.devices.nodes.map(({ esperId }: { esperId: string }) => esperId);
  expect(devices.length).toBe(3);
  const { data, errors } = await gateway.query(reboot, { variables: { devices } });
  expect(errors).toBeUndefined();
  const { commands, unsent, userErrors } = data.sendCommand;
  expect([unsent, userErrors]).toEqual([null, []]);

  const [, subscription = ''] = /"query":"(subscription .*?\})"\}'/.exec(example) ?? [];
  const query = subscription.replaceAll('\\"', '"').replace('<esperId>', commands[0].esperId);
  const stream = await openStream(gateway.url, query);
  const [, shown = '{}'] = /^data: (\{.*\})$/m.exec(example) ?? [];
  expect((await stream.next())?.data.data).toEqual(JSON.parse(shown).data);
  stream.close();
});
