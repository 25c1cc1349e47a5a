import { withoutNulls } from '../../graphql/records/without-nulls.js';
import type { Upstream } from '../../upstream/upstream.js';
import { formWith, type FilePart } from '../../upstream/wire/multipart.js';
import type { UploadedAppRecord } from './app-upload.record.js';
import type { AppVersionRecord } from './app-version.record.js';

/** An app file as it comes. */
export interface AppFile extends Pick<FilePart, 'fileName' | 'length' | 'pieces'> {
  /** Milliseconds the sending may take. */
  readonly timeoutMs: number;
}

/** What was made of a file. */
export interface UploadedVersion {
  readonly appId: string;
  /** Null when the file is stored, and which version it became could not be found out. */
  readonly versionId: string | null;
}

const TYPE = 'application/vnd.android.package-archive';

/** How Esper takes app files: as a form with one file in it. */
export function appUploadSource(esper: Upstream) {
  const route = '/enterprise/{enterprise}/application/upload/';
  const versions = '/v1/enterprise/{enterprise}/application/{app}/version/';

  /** Null when the versions cannot be read. Esper: instants differ in form, so that they do not compare as text. */
  const newestOf = async (app: string): Promise<string | null> => {
    const list = esper.list<AppVersionRecord>(versions, ({ id }) => id, {}, { app });
    const rows = await esper.all(list).catch((): AppVersionRecord[] => []);
    return rows.toSorted((a, b) => Date.parse(b.created_on) - Date.parse(a.created_on))[0]?.id ?? null;
  };

  return {
    /**
     * Passes a file on as it comes. An app with several versions costs one more call, to find the new one; when that fails, the
     * file is stored all the same.
     */
    async send({ timeoutMs, ...file }: AppFile): Promise<UploadedVersion> {
      const content = { ...formWith({ ...file, field: 'app_file', type: TYPE }), timeoutMs };
      const { application } = await esper.write<UploadedAppRecord>('POST', route, { content });
      const [only, ...others] = withoutNulls(application.versions);
      const versionId = only && others.length === 0 ? only.id : await newestOf(application.id);
      return { appId: application.id, versionId };
    },
  };
}
