import type { GraphQLResolveInfo } from 'graphql';
import { link, reference, type Reference } from '../../graphql/records/reference.js';
import { keyed } from '../../upstream/keyed.js';
import { mapped, type Rows } from '../../upstream/lists/rows.js';
import { FOR_LONG_ROWS } from '../../upstream/planning/costs.js';
import { sifted } from '../../upstream/planning/sifted.js';
import type { Query } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import { BLUEPRINT_PAGES } from './blueprint-pages.js';
import type { BlueprintVersionRecord } from './blueprint-version.record.js';

/** A version under its own id. */
export interface VersionFacts extends Omit<BlueprintVersionRecord, 'version_id' | 'updated_at'> {
  readonly blueprint: string;
}

export type BlueprintVersionNode = Reference<VersionFacts> & Pick<VersionFacts, 'blueprint'>;

/** Which versions of a blueprint are wanted: what is given must hold. */
export interface VersionsWanted {
  readonly number: number | null | undefined;
  readonly isPublished: boolean | null | undefined;
}

/** Whether a value is as wanted, as far as either is told. */
const isAsWanted = <T>(is: T | null | undefined, wanted: T | null | undefined) =>
  is == null || wanted == null || String(is) === String(wanted);

/** Versions that a blueprint is taken to have while nobody knows. */
const FEW = 20;

const idOf = ({ version_id }: BlueprintVersionRecord) => version_id;

/** What a blueprint tells of its newest version. Esper: when a blueprint was made need not be when its newest version was. */
const toldByBlueprint = (
  blueprint: string,
  record: BlueprintVersionRecord,
): Partial<VersionFacts> & Pick<VersionFacts, 'id' | 'blueprint'> => ({
  id: record.version_id,
  blueprint,
  version_number: record.version_number,
  minor_version_number: record.minor_version_number,
  publish: record.publish,
  comments: record.comments,
  ...('settings' in record && { settings: record.settings }),
});

const factsIn = (blueprint: string, record: BlueprintVersionRecord): VersionFacts => ({
  ...toldByBlueprint(blueprint, record),
  created_at: record.created_at,
});

/** How Esper serves the versions of blueprints: within their blueprint, one at a time or as a list. */
export function blueprintVersionSource(esper: Upstream) {
  const route = '/v2/blueprints/{blueprint}/versions/';
  const one = `${route}{version}/`;
  const rows = (blueprint: string, query: Query = {}) =>
    esper.list(
      route,
      idOf,
      { ordering: 'version_number,minor_version_number', ...query },
      { blueprint },
      BLUEPRINT_PAGES,
    );
  /** Esper: no client is known to use these filters. */
  const narrowed = (blueprint: string, { number, isPublished }: VersionsWanted): Rows<BlueprintVersionRecord> => {
    if (number == null && isPublished == null) return rows(blueprint);
    return sifted(rows(blueprint, { version_number: number, publish: isPublished }), {
      filter: `versions of blueprints by ${[number != null && 'number', isPublished != null && 'publish'].filter(Boolean).join(', ')}`,
      filters: esper.learnt.filters,
      fits: (row) => isAsWanted(row.version_number, number) && isAsWanted(row.publish, isPublished),
      unfiltered: rows(blueprint),
      isDocumented: true,
    });
  };
  const within = keyed((blueprint) => {
    const paramsOf = (version: string) => ({ blueprint, version });
    return {
      items: esper.each<BlueprintVersionRecord>(one, { paramsOf }),
      records: esper.planned(one, rows(blueprint), { paramsOf, guess: () => FEW, usualForRow: FOR_LONG_ROWS }),
    };
  });
  /** A version of which as much is known, and which asks for what is not. */
  const known = (facts: ReturnType<typeof toldByBlueprint>) =>
    reference<VersionFacts>(facts, async () => {
      const { records, items } = within(facts.blueprint);
      const seen = await records.asked(facts.id)?.catch(() => null);
      const whole = seen && 'settings' in seen ? seen : await items.load(facts.id);
      return whole && factsIn(facts.blueprint, whole);
    }) as VersionFacts;
  const byId = async (blueprint: string, version: string): Promise<VersionFacts | null> => {
    const record = await within(blueprint).records.load(version);
    return record && known(factsIn(blueprint, record));
  };

  return {
    byId,
    /** The newest version of a blueprint. */
    newestOf: (blueprint: BlueprintVersionRecord): VersionFacts => known(toldByBlueprint(blueprint.id, blueprint)),
    list: (blueprint: string, wanted: VersionsWanted): Rows<VersionFacts> =>
      mapped(narrowed(blueprint, wanted), (row) => known(factsIn(blueprint, row))),
    link: async (blueprint: string, id: string, info: GraphQLResolveInfo): Promise<BlueprintVersionNode | null> => {
      const found = await link<VersionFacts>({ id, blueprint }, () => byId(blueprint, id), info);
      return found as BlueprintVersionNode | null;
    },
  };
}
