import type { AppInstallRecord } from '../../domains/app/app-install.record.js';
import { deviceOf } from '../device/legacy-device.routes.js';
import { page } from '../envelope.js';
import { given, same } from '../query.js';
import { Random, uuidOf } from '../random.js';
import { type Asked, get } from '../router.js';
import { DAY, micros } from '../timestamps.js';
import type { World } from '../world.js';
import { installedVersions } from './installed-app.seed.js';

export const appInstallRoutes = [get('/enterprise/{e}/device/{device}/install/', listInstalls)];

const STATES = ['INSTALL_SUCCESS', 'INSTALL_SUCCESS', 'INSTALL_IN_PROGRESS', 'INSTALL_FAILED', 'UNINSTALL_FAILED'];

function installRecords(world: World, number: number): AppInstallRecord[] {
  const { seed, api, enterpriseId, fleet } = world;
  const random = new Random(seed, 'install', number);
  const { id, createdAt } = fleet.factsOf(number);
  const enterprise = `${api}/enterprise/${enterpriseId}/`;
  const versions = installedVersions(world, number);
  return versions.slice(1).map((version, slot) => {
    const state = random.pick(STATES);
    const createdOn = createdAt + random.below(5 * DAY);
    return {
      id: uuidOf(seed, `install ${slot}`, number),
      application: {
        application_name: version.app.name,
        package_name: version.app.packageName,
        version: { app_version_id: version.id, version_code: version.name, build_number: version.code },
        is_enabled: true,
      },
      install_state: state,
      reason_details: state.endsWith('FAILED') ? 'Not enough storage' : null,
      is_active: true,
      device: `${enterprise}device/${id}/`,
      enterprise,
      created_on: micros(createdOn),
      updated_on: micros(createdOn + 90_000),
    };
  });
}

function listInstalls(asked: Asked, deviceId: string) {
  const { world, query } = asked;
  const packageName = given(query, 'package_name');
  const name = given(query, 'application_name');
  const state = given(query, 'install_state');
  const found = installRecords(world, deviceOf(asked, deviceId)).filter(
    ({ application, install_state: is }) =>
      (packageName === undefined || application.package_name === packageName) &&
      (name === undefined || same(application.application_name, name)) &&
      (state === undefined || is === state),
  );
  return page(asked, found, (install) => install);
}
