import type { Resolvers } from '../../generated/schema.js';
import { withoutNulls } from '../../graphql/records/without-nulls.js';
import { referencedId } from '../../upstream/route.js';
import { filled } from './device-values.js';
import type { CpuStatsRecord } from './device.record.js';
import type { DeviceView } from './device.view.js';

/** What only one platform's devices have. */
export const devicePlatformsResolvers = {
  AndroidDevice: {
    apiLevel: (device) => device.read({ legacy: (d) => d.api_level }),
    agentVersion: (device) => device.v2((d) => d.dpc_version ?? d.software_info?.esper_agent_info?.version_name),
    foundationVersion: (device) => device.v2((d) => d.eea_version ?? d.software_info?.eea_version),
    isGms: (device) => device.v2((d) => d.is_gms),
    isKiosk: (device) => device.v2((d) => d.app_mode_meta?.is_kiosk),
    kioskAppName: (device) => device.read({ legacy: (d) => d.kiosk_app_name }),
    // Esper: 0 means locked down.
    isLockedDown: (device) =>
      device.read({ legacy: (d) => (d.lockdown_state == null ? null : d.lockdown_state === 0) }),
    policyName: (device) => device.read({ row: (d) => d.policy?.policy_name, legacy: (d) => d.policy_name }),
    templateName: (device) => device.read({ row: (d) => d.template_name, legacy: (d) => d.template_name }),
    timezone: (device) => device.read({ legacy: (d) => d.timezone_string }),
    currentCommandId: async (device) => referencedId(await device.read({ legacy: (d) => d.current_command })),
    displays: async (device) => {
      const displays = await device.read({ legacy: (d) => d.displays });
      if (!displays) return null;
      return withoutNulls([displays].flat()).map(({ widthPixels, heightPixels, refreshRate }) => ({
        widthPixels: widthPixels ?? null,
        heightPixels: heightPixels ?? null,
        refreshRate: refreshRate ?? null,
      }));
    },
    // Esper: `user` is a URL when the device is bound to EMM, null when it is not.
    isEmmBound: (device) => device.read({ legacy: (d) => Boolean(d.user) }),
    driftState: (device) => device.v2((d) => d.drift_state),
    driftSeverity: (device) => device.v2((d) => d.drift_severity),
    securityState: async (device) => (await device.v2((d) => d.security_state))?.toString() ?? null,
  },
  AppleDevice: {
    udid: (device) => device.v2((d) => d.udid),
    isSupervised: (device) => device.v2((d) => d.is_supervised),
    isLockedDown: (device) => device.v2((d) => d.is_locked_down),
    isDdmEnabled: (device) => device.v2((d) => d.is_ddm_enabled),
    source: async (device) => {
      const source = await device.v2((d) => d.device_source);
      return source === 'ABM' || source === 'NON_ABM' ? source : null;
    },
    depProfileStatus: (device) => device.v2((d) => d.dep_profile_status),
  },
  LinuxDevice: { cpu: (device) => cpuOf(device) },
  WindowsDevice: { cpu: (device) => cpuOf(device) },
} satisfies Resolvers;

async function cpuOf(device: DeviceView) {
  const cpu: CpuStatsRecord | null | undefined = await device.v2((d) => d.cpu_stats);
  if (!cpu) return null;
  return {
    coreCount: cpu.cpu_counts ?? null,
    coreLoads: filled(cpu.cpu_cores) ?? null,
    totalLoad: cpu.total_percent ?? null,
    temperature: cpu.cpu_temperature ?? null,
  };
}
