import { expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';
import { devicesThat } from './fleet.js';

const gateway = useGateway();

const STATES = {
  UNSPECIFIED: 0,
  ACTIVE: 1,
  DISABLED: 20,
  PROVISIONING_BEGIN: 30,
  GOOGLE_PLAY_CONFIGURATION: 40,
  POLICY_APPLICATION_IN_PROGRESS: 50,
  INACTIVE: 60,
  WIPE_IN_PROGRESS: 70,
  ONBOARDING_IN_PROGRESS: 80,
  ONBOARDING_FAILED: 90,
  ONBOARDED: 100,
  AFW_ACCOUNT_ADDED: 110,
  APPS_INSTALLED: 120,
  BRANDING_PROCESSED: 130,
  PERMISSION_POLICY_PROCESSED: 140,
  DEVICE_POLICY_PROCESSED: 150,
  DEVICE_SETTINGS_PROCESSED: 160,
  SECURITY_POLICY_PROCESSED: 170,
  PHONE_POLICY_PROCESSED: 180,
  CUSTOM_SETTINGS_PROCESSED: 190,
  REGISTERED: 200,
};

test('each state has a name, and a code without one is UNKNOWN with the code kept', async () => {
  const { data, errors } = await gateway.query('{ devices(first: 1000) { nodes { state stateCode } } }');
  expect(errors).toBeUndefined();
  const told = Object.fromEntries(data.devices.nodes.map(({ state, stateCode }: any) => [state, stateCode]));
  expect(told).toEqual({ ...STATES, UNKNOWN: 210 });
});

test('each state can be filtered by', async () => {
  const names = Object.keys(STATES);
  const lists = names.map((state) => `${state}: devices(filter: { state: ${state} }) { totalCount }`);
  const { data, errors, calls } = await gateway.query(`{ ${lists.join('\n')} }`);
  expect(errors).toBeUndefined();
  for (const [name, code] of Object.entries(STATES)) {
    expect(data[name]).toEqual({ totalCount: devicesThat(({ state }) => state === code).length });
    expect(calls).toContain(`GET /v2/devices/?limit=1&ordering=name&state=${code}`);
  }
  expect(calls).toHaveLength(names.length);
});
