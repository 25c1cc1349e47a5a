import type { PageRules } from '../../upstream/lists/page-reader.js';

/** Esper: a page has 100 rows at most, and the lists that hang on a fence are refused without limit and offset. */
export const GEOFENCE_PAGES = { most: 100, isOffsetRequired: true } as const satisfies PageRules;
