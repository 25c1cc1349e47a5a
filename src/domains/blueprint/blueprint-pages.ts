import type { PageRules } from '../../upstream/lists/page-reader.js';

/** Esper: as many as its sibling, custom actions, sends on a page; rows are long, and the vendor's own tool has come down from 250 to 20. */
export const BLUEPRINT_PAGES = { most: 100 } as const satisfies PageRules;
