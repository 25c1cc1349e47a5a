/** The arguments commands cannot do without. Commands that are not listed take what they are given. */
export const requiredArgs: Readonly<Record<string, readonly string[]>> = {
  ADD_TO_WHITELIST: ['package_name'],
  ADD_WIFI_AP: ['wifi_access_points'],
  CLEAR_APP_DATA: ['package_name'],
  INSTALL: ['app_version'],
  REMOVE_FROM_WHITELIST: ['package_name'],
  REMOVE_WIFI_AP: ['wifi_access_points'],
  SET_APP_STATE: ['app_state', 'package_name'],
  SET_DEVICE_LOCKDOWN_STATE: ['state', 'message'],
  SET_KIOSK_APP: ['package_name'],
  SET_NEW_POLICY: ['policy_url'],
  UNINSTALL: ['package_name'],
};
