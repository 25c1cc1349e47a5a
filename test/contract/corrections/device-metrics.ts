import { mayAnswer } from '../changes.js';
import type { Correction } from '../correction.js';
import { ref } from '../shapes.js';

/** The numbers of a fleet. */
export const deviceMetricsCorrections: Correction[] = [
  {
    where: 'v2 GET /v2/enterprise/{enterprise_id}/report/status-metrics',
    reason:
      '4: "{errors: [string], message: string, status: int}: legacy, v0, v1, /v2/subgroups, /v2/.../status-metrics"',
    change: mayAnswer([400, 403, 404], ref('ErrorResponse')),
  },
];
