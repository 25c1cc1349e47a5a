import type { DeviceState } from '../../generated/schema.js';
import { badUserInput } from '../../graphql/errors.js';

/** Esper: states are numbers, and new ones appear over the years. */
const states: Readonly<Record<number, DeviceState>> = {
  0: 'UNSPECIFIED',
  1: 'ACTIVE',
  20: 'DISABLED',
  30: 'PROVISIONING_BEGIN',
  40: 'GOOGLE_PLAY_CONFIGURATION',
  50: 'POLICY_APPLICATION_IN_PROGRESS',
  60: 'INACTIVE',
  70: 'WIPE_IN_PROGRESS',
  80: 'ONBOARDING_IN_PROGRESS',
  90: 'ONBOARDING_FAILED',
  100: 'ONBOARDED',
  110: 'AFW_ACCOUNT_ADDED',
  120: 'APPS_INSTALLED',
  130: 'BRANDING_PROCESSED',
  140: 'PERMISSION_POLICY_PROCESSED',
  150: 'DEVICE_POLICY_PROCESSED',
  160: 'DEVICE_SETTINGS_PROCESSED',
  170: 'SECURITY_POLICY_PROCESSED',
  180: 'PHONE_POLICY_PROCESSED',
  190: 'CUSTOM_SETTINGS_PROCESSED',
  200: 'REGISTERED',
};

export const stateOfCode = (code: number): DeviceState => states[code] ?? 'UNKNOWN';

/** Throws BAD_USER_INPUT for UNKNOWN, which has no code. */
export function codeOfState(state: DeviceState): number {
  const [code] = Object.entries(states).find(([, name]) => name === state) ?? [];
  if (code === undefined) throw badUserInput('"state" cannot be UNKNOWN in a filter.');
  return Number(code);
}
