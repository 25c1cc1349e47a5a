import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Shuts away what may be kept for a caller but read by nobody else: whoever has the store and not the caller's key sees noise. */
export interface Seal {
  close(text: string): string;
  /** The text; null for what was closed for another caller, or under another secret. */
  open(sealed: string): string | null;
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The seal of each caller. Its key is made of `secret` and the caller's credential, and is kept nowhere. */
export const createSeal =
  (secret: Buffer) =>
  (authorization: string): Seal => {
    const key = () => createHmac('sha256', secret).update(`seal\n${authorization}`).digest();
    return {
      close: (text) => {
        const iv = randomBytes(IV_BYTES);
        const cipher = createCipheriv(CIPHER, key(), iv);
        return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
          'base64url',
        );
      },
      open: (sealed) => {
        const bytes = Buffer.from(sealed, 'base64url');
        try {
          const decipher = createDecipheriv(CIPHER, key(), bytes.subarray(0, IV_BYTES));
          decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
          return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
        } catch {
          return null;
        }
      },
    };
  };
