import { buildSchema, Kind, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

/**
 * Fields that have to be asked for once the object they are of is known: by its id, or by what stands in it. All others come along
 * with their object. Groups are one list, whatever is asked of them from the root down.
 */
const ASKED = new Set([
  'Query.viewer',
  'Query.device',
  'Query.devices',
  'Query.posts',
  'Enterprise.name',
  'Enterprise.rootGroup',
  'Group.devices',
  'Device.group',
  'Device.apps',
  'Post.user',
]);

/** The names of Apple and Windows apps stand in the version that the row of the app points to. */
const ASKED_OF_OTHERS = 'InstalledApp.name';

/**
 * How many REST calls have to come one after the other for a query, as the fewest: no call is counted that could be under way at
 * the same time as another. Found from the query alone, with no regard to how any target does it.
 * @param {string} text  Of the query.
 * @param {string} typeDefs
 * @param {{ filter?: { platforms?: string[] } }} variables
 */
export function levelsOf(text, typeDefs, { filter }) {
  const isAndroid = filter?.platforms?.every((platform) => platform === 'ANDROID') ?? false;
  const types = new TypeInfo(buildSchema(typeDefs));
  let [level, most] = [0, 0];
  const cost = () => {
    const field = `${types.getParentType()?.name}.${types.getFieldDef()?.name}`;
    return ASKED.has(field) || (field === ASKED_OF_OTHERS && !isAndroid) ? 1 : 0;
  };
  /** @type {number[]} */
  const costs = [];
  visit(
    parse(text),
    visitWithTypeInfo(types, {
      [Kind.FIELD]: {
        enter: () => {
          costs.push(cost());
          level += costs.at(-1) ?? 0;
          most = Math.max(most, level);
        },
        leave: () => void (level -= costs.pop() ?? 0),
      },
    }),
  );
  return most;
}
