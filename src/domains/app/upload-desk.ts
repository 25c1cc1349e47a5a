import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AppUploadStatus } from '../../generated/schema.js';
import type { UserErrorRecord } from '../../graphql/changes/input-fault.js';
import { NO_KEY } from '../../upstream/asking.js';
import { UpstreamError } from '../../upstream/errors.js';
import type { Ledger } from '../../upstream/ledger/ledger.js';
import type { UploadedVersion } from './app-upload.source.js';

/** The right of one caller to send one file. All there is to know of it stands in its id, which is signed. */
export interface UploadTicket {
  readonly uploadId: string;
  readonly fileName: string;
  readonly sizeBytes: number | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What became of a file that came. */
export type UploadEnd =
  | ({ readonly status: 'DONE' } & UploadedVersion)
  | { readonly status: 'REFUSED'; readonly userErrors: UserErrorRecord[] }
  | { readonly status: 'UNKNOWN' };

/** How far a file has come: `end` is there when it has come to one. */
export interface UploadState {
  readonly status: AppUploadStatus;
  readonly end?: UploadEnd;
}

/** Gives out tickets and sees to it that each is used once. Any replica knows those of the others by the signature. */
export interface UploadDesk {
  /** The bytes a file may have. */
  readonly mostBytes: number;
  /** Throws UNAUTHENTICATED when there is no caller. */
  issue(file: Pick<UploadTicket, 'fileName' | 'sizeBytes'>): UploadTicket;
  /** The ticket of this id; null when this caller was given none. */
  find(uploadId: string): UploadTicket | null;
  look(ticket: UploadTicket): Promise<UploadState>;
  /** Takes a ticket for a file that comes now. False when it was taken before. */
  take(ticket: UploadTicket): Promise<boolean>;
  /** Makes a ticket good again whose file was not stored. */
  giveBack(ticket: UploadTicket): Promise<void>;
  settle(ticket: UploadTicket, end: UploadEnd): Promise<void>;
}

export interface UploadDeskOptions {
  readonly secret: Buffer;
  readonly ledger: Ledger;
  readonly mostBytes: number;
  readonly expiryMs: number;
  readonly timeoutMs: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const FINGERPRINT = 'upload';

/** The desk of each caller, by identity; empty for nobody. */
export const createUploadDesk =
  ({ secret, ledger, mostBytes, expiryMs, timeoutMs, now = Date.now }: UploadDeskOptions) =>
  (identity: string): UploadDesk => {
    const signatureOf = (facts: string) =>
      createHmac('sha256', secret).update(`upload\n${identity}\n${facts}`).digest('base64url');
    const placeOf = ({ uploadId }: UploadTicket) => `${identity} upload ${uploadId.split('.')[1]}`;

    return {
      mostBytes,
      issue: ({ fileName, sizeBytes }) => {
        if (!identity) throw new UpstreamError('UNAUTHENTICATED', { call: 'createAppUpload', text: NO_KEY });
        const expiresAt = now() + expiryMs;
        const facts = [randomBytes(9).toString('base64url'), expiresAt, fileName, sizeBytes];
        const text = Buffer.from(JSON.stringify(facts)).toString('base64url');
        return { uploadId: `${text}.${signatureOf(text)}`, fileName, sizeBytes, expiresAt };
      },
      find: (uploadId) => {
        const [text = '', ...signature] = uploadId.split('.');
        // Letter by letter: many texts are the same bytes in base64, and each would be a ticket that nobody has used.
        const [sent, true_] = [Buffer.from(signature.join('.')), Buffer.from(signatureOf(text))];
        if (!identity || sent.length !== true_.length || !timingSafeEqual(sent, true_)) return null;
        const facts = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, number, string, number | null];
        const [, expiresAt, fileName, sizeBytes] = facts;
        return { uploadId, fileName, sizeBytes, expiresAt };
      },
      look: async (ticket) => {
        const note = await ledger.read(placeOf(ticket));
        const end = note?.outcome as UploadEnd | undefined;
        if (end) return { status: end.status, end };
        if (!note) return { status: now() < ticket.expiresAt ? 'WAITING' : 'EXPIRED' };
        // Whoever received it would have said so by now.
        return { status: now() < ticket.expiresAt + timeoutMs ? 'RECEIVING' : 'UNKNOWN' };
      },
      take: async (ticket) => (await ledger.begin(placeOf(ticket), { fingerprint: FINGERPRINT })) === null,
      giveBack: (ticket) => ledger.strike(placeOf(ticket)),
      settle: (ticket, outcome) => ledger.end(placeOf(ticket), { fingerprint: FINGERPRINT, outcome }),
    };
  };
