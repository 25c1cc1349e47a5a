import type { Resolvers } from '../../generated/schema.js';
import { InputFault } from '../../graphql/changes/input-fault.js';
import { mutation, type Outcome } from '../../graphql/changes/mutation.js';
import type { Context } from '../context.js';

export type AppUploadOutcome = Outcome<{ readonly uploadId: string }>;

const isName = (name: string) => /^[\w.()+-][\w .()+-]{0,95}\.apk$/i.test(name);

export const appUploadMutations = {
  Mutation: {
    createAppUpload: mutation(async ({ sizeBytes = null, ...input }, { uploads }: Context) => {
      const fileName = input.fileName ?? 'app.apk';
      if (!isName(fileName)) {
        const fit = 'at most 100 letters, digits, blanks and any of ._()+- with .apk at the end, such as kiosk-2.1.apk';
        throw new InputFault(`The name of the file must be ${fit}.`, ['fileName']);
      }
      if (sizeBytes !== null && (sizeBytes <= 0 || sizeBytes > uploads.mostBytes)) {
        const fault = `A file has from 1 to ${uploads.mostBytes} bytes (LIMIT_UPLOAD_BYTES); ${sizeBytes} were told.`;
        throw new InputFault(fault, ['sizeBytes']);
      }
      return { uploadId: uploads.issue({ fileName, sizeBytes }).uploadId };
    }),
  },
  CreateAppUploadPayload: {
    upload: ({ uploadId }, _, { uploads }) => (uploadId ? uploads.find(uploadId) : null),
  },
} satisfies Resolvers;
