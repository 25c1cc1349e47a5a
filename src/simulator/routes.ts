import { appInstallRoutes } from './app/app-install.routes.js';
import { appUploadChanges } from './app/app-upload.changes.js';
import { appVersionChanges } from './app/app-version.changes.js';
import { appVersionRoutes } from './app/app-version.routes.js';
import { appChanges } from './app/app.changes.js';
import { appRoutes } from './app/app.routes.js';
import { installedAppRoutes } from './app/installed-app.routes.js';
import { tenantAppRoutes } from './app/tenant-app.routes.js';
import { blueprintRoutes } from './blueprint/blueprint.routes.js';
import { commandChanges } from './command/command.changes.js';
import { commandRoutes } from './command/command.routes.js';
import { deviceChanges } from './device/device.changes.js';
import { deviceEventRoutes } from './device/device-event.routes.js';
import { deviceMetricsRoutes } from './device/device-metrics.routes.js';
import { deviceStatusRoutes } from './device/device-status.routes.js';
import { deviceRoutes } from './device/device.routes.js';
import { heartbeatRoutes } from './device/heartbeat.routes.js';
import { legacyDeviceRoutes } from './device/legacy-device.routes.js';
import { tagRoutes } from './device/tag.routes.js';
import { enterpriseChanges } from './enterprise/enterprise.changes.js';
import { enterpriseRoutes } from './enterprise/enterprise.routes.js';
import { geofenceBlueprintRoutes } from './geofence/geofence-blueprint.routes.js';
import { geofenceDeviceRoutes } from './geofence/geofence-device.routes.js';
import { geofenceRoutes } from './geofence/geofence.routes.js';
import { groupChanges } from './group/group.changes.js';
import { groupRoutes } from './group/group.routes.js';
import type { Route } from './router.js';
import { inviteChanges } from './user/invite.changes.js';
import { inviteRoutes } from './user/invite.routes.js';
import { roleRoutes } from './user/role.routes.js';
import { userChanges } from './user/user.changes.js';
import { userRoutes } from './user/user.routes.js';

/** All that the simulated API answers. */
export const routes: Route[] = [
  ...deviceRoutes,
  ...deviceChanges,
  ...legacyDeviceRoutes,
  ...deviceStatusRoutes,
  ...heartbeatRoutes,
  ...deviceEventRoutes,
  ...deviceMetricsRoutes,
  ...tagRoutes,
  ...groupRoutes,
  ...groupChanges,
  ...commandRoutes,
  ...commandChanges,
  ...appRoutes,
  ...appChanges,
  ...appUploadChanges,
  ...appVersionRoutes,
  ...appVersionChanges,
  ...installedAppRoutes,
  ...appInstallRoutes,
  ...tenantAppRoutes,
  ...blueprintRoutes,
  ...userRoutes,
  ...userChanges,
  ...roleRoutes,
  ...inviteRoutes,
  ...inviteChanges,
  ...enterpriseRoutes,
  ...enterpriseChanges,
  ...geofenceRoutes,
  ...geofenceDeviceRoutes,
  ...geofenceBlueprintRoutes,
];
