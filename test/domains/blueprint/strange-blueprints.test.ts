import { expect, test } from 'vitest';
import { beforeEsperThat } from '../../support/strange-esper.js';

const blueprint = (settings: unknown) => ({
  id: 'b-1',
  name: 'Till',
  version_id: 'v-1',
  version_number: 1,
  publish: true,
  settings,
});

async function setBy(settings: unknown) {
  const { query } = await beforeEsperThat(() => ({ content: blueprint(settings) }));
  const { data, errors } = await query(
    '{ blueprint(id: "b-1") { name latestVersion { settings { platform names } apps { packageName type app { esperId } } } } }',
  );
  expect(errors).toBeUndefined();
  expect(data.blueprint.name).toBe('Till');
  return data.blueprint.latestVersion;
}

test.each([
  ['a text', 'a word that nobody may know'],
  ['a list', ['a', 'b']],
  ['a number', 5],
])('settings that are %s tell nothing', async (_, settings) => {
  expect(await setBy(settings)).toEqual({ settings: null, apps: null });
});

test.each([
  ['a text', 'a word that nobody may know'],
  ['a list', ['a', 'b']],
])('settings of a platform that are %s set nothing, not even as many names as they are long', async (_, android) => {
  expect(await setBy({ android })).toEqual({ settings: [], apps: [] });
});

test.each([['a text'], [{}], [7], [[null, 'a text', 7]]])(
  'apps that are %j are none, and the settings they stand in are told',
  async (apps) => {
    const settings = [{ platform: 'ANDROID', names: ['apps', 'camera_settings'] }];
    expect(await setBy({ android: { camera_settings: {}, apps } })).toEqual({ settings, apps: [] });
  },
);

test('settings of a platform that nobody knows are told as such, whatever it is called', async () => {
  const { settings } = await setBy({ constructor: { wifi_networks: [] }, visionos: { apps: null } });
  expect(settings).toEqual([
    { platform: 'UNKNOWN', names: ['wifi_networks'] },
    { platform: 'UNKNOWN', names: ['apps'] },
  ]);
});
