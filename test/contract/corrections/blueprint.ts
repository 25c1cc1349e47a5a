import { all, alwaysHas, answers, takes } from '../changes.js';
import type { Correction } from '../correction.js';
import { contentList, ref, whole } from '../shapes.js';

const LIST = 'v2 GET /v2/blueprints/';
const VERSIONS = 'v2 GET /v2/blueprints/{blueprint_id}/versions/';

export const blueprintCorrections: Correction[] = [
  ...([LIST, VERSIONS] as const).map((where): Correction => ({
    where,
    reason:
      '2, Page sizes: "/v2/blueprints/: EAST 250, then lowered to 20"; 2, Envelopes: "v2: {content: {count, next, prev, results}}"',
    change: all(takes({ limit: whole, offset: whole }), answers(200, contentList(ref('BlueprintV2')))),
  })),
  {
    where: 'v2 GET /v2/blueprints/{blueprint_id}/versions/{version_id}/',
    reason: 'SPEC has a 404 say the code "201"; 4: "{code, message} (sometimes content: {})"',
    change: answers(404, ref('Error_404_Not_Found')),
  },
  {
    where: 'v2 BlueprintV2',
    reason: '5, Device: devices name a blueprint and its version by id [I]',
    change: alwaysHas('id', 'name', 'version_id'),
  },
];
