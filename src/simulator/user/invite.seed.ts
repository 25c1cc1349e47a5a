import type { InviteRecord } from '../../domains/user/invite.record.js';
import type { Groups } from '../group/group.seed.js';
import { uuidOf } from '../random.js';
import { DAY, micros, NOW } from '../timestamps.js';
import { roleId, STORE_MANAGER_ROLE } from './role.seed.js';

export type InviteProfile = NonNullable<NonNullable<InviteRecord['meta']>['profile']>;

/** The open invitations of the tenant. */
export class Invites {
  readonly all: InviteRecord[] = [];
  private made = 0;

  constructor(
    private readonly seed: number,
    private readonly enterprise: string,
    groups: Groups,
  ) {
    // Esper: the groups of an invite are plain ids.
    const ids = (...paths: string[]) => paths.map((path) => groups.byPath(`All devices/${path}`)!.id);
    const manager = roleId(seed, STORE_MANAGER_ROLE);
    const profiles: InviteProfile[] = [
      { role: 'Group Admin', enterprise, groups: ids('Europe/France', 'Americas/Brazil') },
      { role: 'Enterprise Admin', enterprise, groups: [] },
      { role: 'AuthZ Role User', enterprise, groups: ids('Lab'), authz_role_id: manager },
      { role: 'Support', enterprise, groups: null },
    ];
    for (const profile of profiles) {
      const at = micros(NOW - (this.made + 1) * DAY);
      const invite = this.create(`invited.${this.made + 1}@example.com`, profile);
      Object.assign(invite, { created_at: at, updated_at: at });
    }
    this.all[1]!.idp_invite_id = null;
  }

  create(email: string, profile: InviteProfile, connection = uuidOf(this.seed, 'connection', 0)): InviteRecord {
    const index = this.made++;
    const invite: InviteRecord = {
      id: uuidOf(this.seed, 'invite', index),
      email,
      tenant_id: this.enterprise,
      idp_invite_id: `uinv_${index}`,
      connection_id: connection,
      send_invitation_email: true,
      meta: { is_active: true, email, profile },
      created_at: micros(NOW),
      updated_at: micros(NOW),
    };
    this.all.push(invite);
    return invite;
  }

  /** Whether there was one to remove. */
  remove(id: string): boolean {
    const at = this.all.findIndex((invite) => invite.id === id);
    if (at >= 0) this.all.splice(at, 1);
    return at >= 0;
  }
}
