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

const headers = { ...got('', '').headers, 'content-type': 'application/json' };
const POST = { method: 'POST', status: 201, headers };
const accepted = { code: 201, message: 'ok', content: request };
const asked = { command_type: 'DEVICE', devices: [DEVICE], device_type: 'all', schedule: 'IMMEDIATE' };
const network = { wifi_ssid: 'Warehouse', wifi_security_type: 'WPA2' };

export const commandExamples: Exchange[] = [
  got('/commands/v0/commands/', accepted, {
    ...POST,
    requestBody: JSON.stringify({ ...asked, command: 'SYNC_CONTENT', command_args: {} }),
  }),
  got('/commands/v0/commands/', accepted, {
    ...POST,
    requestBody: JSON.stringify({ ...asked, command: 'ADD_WIFI_AP', command_args: { wifi_access_points: [network] } }),
  }),
  got(
    '/commands/v0/commands/',
    { code: 403, message: 'You do not have permission to perform this action.' },
    { ...POST, status: 403, requestBody: JSON.stringify({ ...asked, command: 'REBOOT' }) },
  ),
  got(`/commands/v0/commands/?devices=${DEVICE},${OTHER_ID}&limit=20`, {
    code: 200,
    message: 'ok',
    ...contentPage(request),
  }),
  got(`/commands/v0/status/?request=${TAG},${OTHER_ID}`, { code: 200, message: 'ok', ...contentPage(status) }),
];
