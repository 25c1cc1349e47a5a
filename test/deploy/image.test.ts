import { expect, test } from 'vitest';
import { projectFile } from '../support/project-file.js';

test('the image starts the gateway as `npm start` does', () => {
  const [, command = ''] = /^CMD (\[.*\])$/m.exec(projectFile('Dockerfile')) ?? [];
  const { scripts } = JSON.parse(projectFile('package.json')) as { scripts: { start: string } };
  expect(JSON.parse(command)).toEqual(scripts.start.split(' '));
});
