import type { GraphQLResolveInfo } from 'graphql';
import { link, type Reference } from '../../graphql/records/reference.js';
import { matchingBy } from '../../upstream/lists/matching.js';
import { FOR_LONG_ROWS } from '../../upstream/planning/costs.js';
import type { Query } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import { BLUEPRINT_PAGES } from './blueprint-pages.js';
import type { BlueprintVersionRecord } from './blueprint-version.record.js';
import type { BlueprintRecord } from './blueprint.record.js';

/** A blueprint at its newest version. */
export type BlueprintNow = BlueprintRecord & BlueprintVersionRecord;
export type BlueprintNode = Reference<BlueprintNow>;

/** Blueprints that an enterprise is taken to have while nobody knows. */
const FEW = 50;

const idOf = ({ id }: BlueprintRecord) => id;

/** How Esper serves blueprints: one at a time, or as a list whose rows are the same records, and long. */
export function blueprintSource(esper: Upstream) {
  const route = '/v2/blueprints/';
  const item = `${route}{id}/`;
  const rows = (query: Query = {}) =>
    esper.list<BlueprintNow>(route, idOf, { ordering: 'created_at', ...query }, {}, BLUEPRINT_PAGES);
  const records = esper.planned(item, rows(), { guess: () => FEW, usualForRow: FOR_LONG_ROWS });
  const byId = (id: string) => records.load(id);

  return {
    byId,
    list: rows,
    link: (id: string, info: GraphQLResolveInfo) => link<BlueprintNow>({ id }, () => byId(id), info),
    /** All blueprints with exactly this name. Esper: where its filter is not heeded they may stand anywhere in the list. */
    named: (name: string): Promise<readonly BlueprintNow[]> =>
      matchingBy(rows({ name_exact: name }), 20, rows(), (one) => one.name === name),
  };
}
