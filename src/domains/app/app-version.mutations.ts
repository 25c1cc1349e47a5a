import type { AppReleaseTrack, Resolvers } from '../../generated/schema.js';
import { InputFault } from '../../graphql/changes/input-fault.js';
import { idIn, mutation, type Outcome } from '../../graphql/changes/mutation.js';
import { nodeId, parseNodeId } from '../../graphql/node-id.js';
import { withoutNulls } from '../../graphql/records/without-nulls.js';
import { UpstreamError } from '../../upstream/errors.js';
import type { Context } from '../context.js';
import type { HeldDeletionRecord } from './app-version.record.js';
import { needsLegacy, type VersionChange } from './app-version.source.js';

interface VersionKey {
  readonly appId: string;
  readonly versionId: string;
}

/** What a mutation tells its payload of the version it changed. */
export type AppVersionOutcome = Outcome<VersionKey>;

/** What it tells of one that was deleted, or of what has to be confirmed first. */
export type DeletedAppVersionOutcome = Outcome<VersionKey & { readonly held: HeldDeletionRecord | null }>;

const tracks: Readonly<Record<AppReleaseTrack, string>> = { ALPHA: 'Alpha', BETA: 'Beta', PRODUCTION: 'Production' };

/** A version is found within its app, so that its id in the REST API alone does not lead to it. */
function versionIn(id: string): VersionKey {
  const [appId, versionId] = parseNodeId(id)?.keys ?? [];
  idIn(id, 'appVersion', 'AppVersion');
  if (appId && versionId) return { appId, versionId };
  throw new InputFault('Give the `id` of the version: its `esperId` does not say which app it belongs to.', [
    'appVersion',
  ]);
}

const KEPT_BY_LEGACY =
  'There is no such version, or it is one of which the REST API keeps neither comments nor a track nor whether it can be ' +
  'installed, such as those of Google Play apps.';

async function changed(id: string, change: VersionChange, { sources }: Context): Promise<VersionKey> {
  const { appId, versionId } = versionIn(id);
  if (Object.values(change).every((value) => value === undefined))
    throw new InputFault('There is nothing to change.', null);
  try {
    await sources.appVersion.update(appId, versionId, change);
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.code !== 'NOT_FOUND' || !needsLegacy(change)) throw error;
    throw new InputFault(KEPT_BY_LEGACY, ['appVersion'], 'NOT_FOUND');
  }
  return { appId, versionId };
}

/** Told when a version is not deleted at once. */
function toConfirm({ request_id: key, templates }: HeldDeletionRecord) {
  const names = withoutNulls(templates)
    .map(({ name }) => `"${name}"`)
    .join(', ');
  const message = `Provisioning templates install it${names && `: ${names}`}. Nothing was deleted: give \`confirmation: "${key}"\` to delete it all the same.`;
  return { message, field: ['confirmation'], code: 'CONFLICT' as const };
}

const changedVersion = ({ appId, versionId }: AppVersionOutcome, _: unknown, { sources }: Context) =>
  appId && versionId ? sources.appVersion.byId(appId, versionId) : null;

/** The field that names what is changed. */
const subject = { '': 'appVersion' };

export const appVersionMutations = {
  Mutation: {
    updateAppVersion: mutation(async ({ appVersion, ...input }, context: Context) => {
      const change: VersionChange = {
        release_name: input.releaseName ?? undefined,
        release_comments: input.releaseComments ?? undefined,
        release_track: input.releaseTrack ? tracks[input.releaseTrack] : undefined,
        is_default: input.isDefault ?? undefined,
        is_enabled: input.isEnabled ?? undefined,
      };
      return changed(appVersion, change, context);
    }, subject),
    approveAppVersion: mutation(
      ({ appVersion }, context: Context) => changed(appVersion, { approval_status: 'APPROVED' }, context),
      subject,
    ),
    rejectAppVersion: mutation(
      ({ appVersion }, context: Context) => changed(appVersion, { approval_status: 'REJECTED' }, context),
      subject,
    ),
    deleteAppVersion: mutation(
      async ({ appVersion, confirmation }, { sources }: Context) => {
        const { appId, versionId } = versionIn(appVersion);
        const held = await sources.appVersion.remove(appId, versionId, confirmation);
        return { appId, versionId, held, userErrors: held ? [toConfirm(held)] : [] };
      },
      { ...subject, request_id: 'confirmation' },
    ),
  },
  UpdateAppVersionPayload: { appVersion: changedVersion },
  ApproveAppVersionPayload: { appVersion: changedVersion },
  RejectAppVersionPayload: { appVersion: changedVersion },
  DeleteAppVersionPayload: {
    deletedAppVersionId: ({ appId, versionId, held }) =>
      appId && versionId && !held ? nodeId('AppVersion', appId, versionId) : null,
    app: ({ appId }, _, { sources }) => (appId ? sources.app.byId(appId) : null),
    // Esper: an app dies with its last version, which nothing but its being gone tells.
    isAppDeleted: async ({ appId, held }, _, { sources }) =>
      appId && !held ? (await sources.app.byId(appId)) === null : null,
    confirmation: ({ held }) => held?.request_id ?? null,
    templates: ({ held }) => withoutNulls(held?.templates).map(({ id, name }) => ({ esperId: id, name })),
  },
} satisfies Resolvers;
