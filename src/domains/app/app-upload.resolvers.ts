import type { Resolvers } from '../../generated/schema.js';

/** Where a file is sent, relative to the endpoint. */
export const UPLOAD_PATH = 'uploads/';

export const appUploadResolvers = {
  Query: {
    appUpload: (_, { id }, { uploads, calls }) => {
      calls.toldOfPassing();
      return id ? uploads.find(id) : null;
    },
  },
  AppUpload: {
    uploadId: ({ uploadId }) => uploadId,
    status: async (upload, _, { uploads }) => (await uploads.look(upload)).status,
    url: async (upload, _, { uploads }) =>
      (await uploads.look(upload)).status === 'WAITING' ? `${UPLOAD_PATH}${upload.uploadId}` : null,
    expiresAt: ({ expiresAt }) => new Date(expiresAt),
    fileName: ({ fileName }) => fileName,
    sizeBytes: ({ sizeBytes }) => sizeBytes,
    appVersion: async (upload, _, { uploads, sources }) => {
      const { end } = await uploads.look(upload);
      return end?.status === 'DONE' && end.versionId ? sources.appVersion.byId(end.appId, end.versionId) : null;
    },
    userErrors: async (upload, _, { uploads }) => {
      const { end } = await uploads.look(upload);
      return end?.status === 'REFUSED' ? end.userErrors : [];
    },
  },
} satisfies Resolvers;
