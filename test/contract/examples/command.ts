import type { Exchange } from '../check.js';
import { contentPage, CREATED, DEVICE, got, OTHER_ID, TAG, UPDATED } from './exchange.js';

const request = {
  id: TAG,
  command_type: 'DEVICE',
  devices: [DEVICE],
  groups: null,
  device_type: 'all',
  command: 'REBOOT',
  command_args: {},
  schedule: 'IMMEDIATE',
  created_by: '4711',
  created_at: CREATED,
};
const status = {
  id: OTHER_ID,
  request: TAG,
  device: DEVICE,
  state: 'Command TimeOut',
  reason: null,
  created_at: CREATED,
  updated_at: UPDATED,
};

export const commandExamples: Exchange[] = [
  got(`/commands/v0/commands/?devices=${DEVICE},${OTHER_ID}&limit=20`, {
    code: 200,
    message: 'ok',
    ...contentPage(request),
  }),
  got(`/commands/v0/status/?request=${TAG},${OTHER_ID}`, { code: 200, message: 'ok', ...contentPage(status) }),
];
