import type { DeviceRecord } from './device.record.js';

// Esper: what is assigned to none may name it by an empty text.
export const assignedBlueprint = ({ blueprint_info: info }: DeviceRecord) => info?.assigned_blueprint_id || null;
export const currentBlueprint = ({ blueprint_info: info }: DeviceRecord) => info?.current_blueprint_id || null;
export const currentVersion = ({ blueprint_info: info }: DeviceRecord) => info?.current_blueprint_version_id || null;
