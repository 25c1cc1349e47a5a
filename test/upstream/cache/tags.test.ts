import { expect, test } from 'vitest';
import { fillTags } from '../../../src/upstream/cache/tags.js';

test('placeholders of tags are filled from the path, the query left out', () => {
  const route = '/v1/enterprise/{enterprise}/application/{app}/version/{version}/';
  const path = '/v1/enterprise/e1/application/a1/version/v1/?limit=20';
  expect(fillTags(['version', 'version:{version}', 'app:{app}'], route, path)).toEqual([
    'version',
    'version:v1',
    'app:a1',
  ]);
  expect(fillTags(['device:{id}'], '/v2/devices/{id}', '/v2/devices/d1')).toEqual(['device:d1']);
  expect(fillTags(['device:{id}'], '/v2/devices/', '/v2/devices/?id=7')).toEqual(['device:']);
  expect(fillTags(['device:{id}:apps'], '/v2/devices/{id}', '/v2/devices/d1?name=a?b')).toEqual(['device:d1:apps']);
});
