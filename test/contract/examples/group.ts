import type { Exchange } from '../check.js';
import { API, CREATED, DEVICE, ENTERPRISE, got, GROUP, OTHER_GROUP, page, patch, UPDATED } from './exchange.js';

const E = `/enterprise/${ENTERPRISE}`;
export const GROUP_PATH = `${E}/devicegroup/${GROUP}/`;

const root = {
  id: OTHER_GROUP,
  name: 'All devices',
  path: 'All devices',
  enterprise: `${API}${E}/`,
  device_count: 3,
  children_count: 1,
  thumbnail: null,
  blueprint: null,
  created_on: CREATED,
  updated_on: UPDATED,
};
const stores = {
  ...root,
  id: GROUP,
  name: 'Stores',
  path: 'All devices/Stores',
  description: 'All tills',
  parent: `${API}${E}/devicegroup/${OTHER_GROUP}/`,
};

export const groupExamples: Exchange[] = [
  got(`${E}/devicegroup/?limit=250&offset=0&name=Stores`, page(root, stores)),
  got(`${E}/devicegroup/?parent=${OTHER_GROUP}`, { ...page(stores), previous: '' }),
  got(GROUP_PATH, stores),
  patch(`${GROUP_PATH}?action=rename`, { name: 'Stores' }, stores),
  patch(`${GROUP_PATH}?action=move`, { name: 'Stores', parent: OTHER_GROUP }, stores),
  patch(`${GROUP_PATH}?action=add`, { device_ids: [DEVICE] }, stores),
  got(GROUP_PATH, '', { method: 'DELETE', status: 204 }),
];
