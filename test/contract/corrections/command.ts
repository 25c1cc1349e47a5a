import { anyValue, has, inAnswer, mayAnswer, mayBeNull, renamed, takesAs } from '../changes.js';
import type { Correction } from '../correction.js';
import { csv, ref, uuid } from '../shapes.js';

const COMMANDS = 'v0 GET /commands/v0/commands/';
const STATUSES = 'v0 GET /commands/v0/status/';

/** Commands of the newest of the three systems. */
export const commandCorrections: Correction[] = [
  ...([COMMANDS, STATUSES] as const).map((where): Correction => ({
    where,
    reason: '2: "SPEC writes `previous` for several services whose live answer said `prev`"; commands/v0 is one [L]',
    change: inAnswer(200, ['content'], renamed('previous', 'prev')),
  })),
  {
    where: 'v0 POST /commands/v0/commands/',
    reason: '4: "{code, message}: v2, device, commands, apps, tenant services"; 4: "403 -> FORBIDDEN"',
    change: mayAnswer([403], ref('Error_401_Unauthorized')),
  },
  {
    where: COMMANDS,
    reason: '6: "/commands/v0/commands/?devices=a,b&groups=c,d: csv, no stated cap"',
    change: takesAs({ devices: csv(uuid), groups: csv(uuid) }),
  },
  {
    where: STATUSES,
    reason: '6: "/commands/v0/status/?request=a,b&device=c: csv, no stated cap"',
    change: takesAs({ request: csv(uuid), device: csv(uuid) }),
  },
  {
    where: 'v0 CommandRequest',
    reason: '6: "In system 3 `groups` is null for a DEVICE command"',
    change: mayBeNull('groups'),
  },
  {
    where: 'v0 DeviceCommandEnum',
    reason: '6: "The list grows: keep it an open string"; SYNC_CONTENT and SET_WIDGET are in use and not in it',
    change: anyValue,
  },
  {
    where: 'v0 CommandArgs',
    reason: '6: other people\'s code sends "wifi_access_points" as a list of objects with a wifi_ssid each',
    change: has({ wifi_access_points: { type: 'array', items: { type: 'object' } } }),
  },
  {
    where: 'v0 CommandStatus',
    reason: '6: "{id, request, device (id), state, reason?, created_at, updated_at} [L]"',
    change: mayBeNull('reason'),
  },
];
