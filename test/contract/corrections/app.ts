import { alsoHas, alwaysHas, has, inAnswer, mayBeNull, takes, takesAs } from '../changes.js';
import type { Correction } from '../correction.js';
import { csv, oneOf, orNull, text, yes } from '../shapes.js';

const E = '/enterprise/{enterprise_id}';
const APP = `/v1${E}/application/{application_id}`;

export const appCorrections: Correction[] = [
  {
    where: `v1 GET /v1${E}/application/`,
    reason:
      '2, Page sizes: "with without_download_url=true&is_hidden=false (the first is undocumented: skips signing URLs)"',
    change: takes({ without_download_url: yes }),
  },
  ...[`v1 GET ${APP}/version/`, `v1 GET ${APP}/version/{version_id}/`].map((where) => ({
    where: where as Correction['where'],
    reason:
      '5, Application: "On the version endpoints the query legacy_format=false (SPEC knows it only on /v2/tenant-apps)"',
    change: takes({ legacy_format: yes }),
  })),
  {
    where: 'v1 ApplicationV1',
    reason:
      '5, Application: "id, application_name, package_name, is_hidden, enterprise URL, latest_version {}; nothing else [L]"',
    change: alwaysHas('id', 'is_hidden', 'latest_version'),
  },
  {
    where: 'v1 ApplicationVersionV1',
    reason: '5, Application: "version inside app: release_name?"',
    change: mayBeNull('release_name'),
  },
  {
    where: 'v1 AppVersionV1',
    reason: '5, Application: "legacy_format=false gives version_name + version_code"',
    change: alsoHas({ version_name: orNull(text()) }),
  },
  {
    where: 'v1 AppVersionV1',
    reason: '5, Application: the version row seen live has these keys, unlike release_name? and release_comments?',
    change: alwaysHas('id', 'app_file', 'installed_count', 'is_g_play', 'size_in_mb', 'application'),
  },
  {
    where: 'legacy AppVersion',
    reason: '5, Application: "release_track: Alpha, Beta, Production or null/empty"',
    change: has({ release_track: { type: ['string', 'null'], enum: ['Alpha', 'Beta', 'Production', '', null] } }),
  },
  ...(['legacy', 'v1'] as const).map((file): Correction => ({
    where: `${file} InstallDevices`,
    reason: '5, Application: "{id, device_name, alias_name?, group_name?}; group_name can be null"',
    change: mayBeNull('group_name'),
  })),
  {
    where: `legacy GET ${E}/device/{device_id}/app/`,
    reason: '5, Application: "Filters app_type=ENTERPRISE, state="',
    change: takes({ app_type: text(), state: oneOf('SHOW', 'HIDE', 'DISABLE') }),
  },
  {
    where: 'legacy DeviceApp',
    reason: '5, Application: "installer_package?"; "auto_update_mode present on some rows only [L]"',
    change: alsoHas({ installer_package: orNull(text()), auto_update_mode: orNull(text()) }),
  },
  {
    where: 'v2 GET /v2/devices/{deviceId}/device-apps/',
    reason: 'SPEC types app_type as one word and describes it as "several joined by comma"',
    change: takesAs({
      app_type: csv(oneOf('VPP', 'TENANT_IOS', 'ESPER_IOS', 'WEBCLIP', 'ESPER_WINDOWS', 'TENANT_WINDOWS')),
    }),
  },
  {
    where: 'v2 GET /v2/devices/{deviceId}/device-apps/',
    reason: '2: "`results` may be null when `count` is 0: seen on v2 device-apps [L]"',
    change: inAnswer(200, ['content'], mayBeNull('results')),
  },
];
