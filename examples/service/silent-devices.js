// @ts-check

/** @typedef {import('esper-graphql/client').FleetClient} FleetClient */

/**
 * The devices that have said nothing since `before`, by the path of their group.
 *
 * The gateway sorts them, the longest silent first, and pages are read only as fast as rows are taken. So the walk ends at the
 * first device that has spoken since, and the rest of the fleet is never asked for.
 *
 * @param {FleetClient} fleet
 * @param {Date} before
 */
export async function silentDevices(fleet, before) {
  /** @type {Map<string, { id: string, name: string, lastSeen: string }[]>} */
  const byGroup = new Map();
  const silent = fleet.devices({ filter: { state: 'INACTIVE' }, orderBy: { field: 'LAST_SEEN' } });
  for await (const { id, name, lastSeen, group } of silent) {
    if (!lastSeen) continue; // has never spoken
    if (new Date(lastSeen) >= before) break;
    const path = group?.path ?? 'in no group';
    byGroup.set(path, [...(byGroup.get(path) ?? []), { id, name, lastSeen }]);
  }
  return byGroup;
}
