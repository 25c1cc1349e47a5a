import { alsoHas, alwaysHas, mayBeNull, takes } from '../changes.js';
import type { Correction } from '../correction.js';
import { orNull, text, uuid } from '../shapes.js';

export const groupCorrections: Correction[] = [
  {
    where: 'legacy GET /enterprise/{enterprise_id}/devicegroup/',
    reason: '5, Group: "Children of one parent: GET devicegroup/?parent={id} (X, undocumented)"',
    change: takes({ parent: uuid }),
  },
  {
    where: 'legacy DeviceGroup',
    reason: '5, Group: 13 real groups also hold description and updated_on',
    change: alsoHas({ description: orNull(text()), updated_on: text('date-time') }),
  },
  {
    where: 'legacy DeviceGroup',
    reason: '5, Group: all of the 13 have these keys; only `parent` is absent on the root',
    change: alwaysHas('id', 'path', 'enterprise', 'device_count', 'children_count', 'created_on'),
  },
  {
    where: 'legacy DeviceGroup',
    reason: '5, Group: `thumbnail` and `blueprint` stand in each of the 13 groups, and most groups have none [I]',
    change: mayBeNull('thumbnail', 'blueprint'),
  },
];
