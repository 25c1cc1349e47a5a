import type { Exchange } from '../check.js';
import { contentPage, CREATED, got, GROUP, OTHER_ID, refused, TAG, UPDATED } from './exchange.js';

export const BLUEPRINTS = '/v2/blueprints/';

const blueprint = {
  id: OTHER_ID,
  name: 'Store kiosk',
  description: '',
  comments: 'Camera off',
  version_id: TAG,
  version_number: 3,
  minor_version_number: 0,
  publish: true,
  settings: { android: { camera_settings: { apply_policy: 'ALWAYS APPLY', allow_camera_access: false } } },
  created_by: '4711',
  created_at: CREATED,
  updated_at: UPDATED,
};

export const blueprintExamples: Exchange[] = [
  got(`${BLUEPRINTS}?limit=20&offset=0&ordering=created_at`, contentPage(blueprint)),
  got(`${BLUEPRINTS}${OTHER_ID}/`, { content: blueprint }),
  got(`${BLUEPRINTS}${OTHER_ID}/versions/?limit=20&offset=0`, contentPage(blueprint)),
  got(`${BLUEPRINTS}${OTHER_ID}/versions/${TAG}/`, { content: blueprint }),
  refused(`${BLUEPRINTS}${OTHER_ID}/versions/${GROUP}/`, 404, { code: 404, message: 'Not found.' }),
];
