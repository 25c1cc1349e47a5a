import { appInstallResolvers } from './app-install.resolvers.js';
import { appInstallSource } from './app-install.source.js';
import { appUploadMutations } from './app-upload.mutations.js';
import { appUploadResolvers } from './app-upload.resolvers.js';
import { appUploadSource } from './app-upload.source.js';
import { appVersionMutations } from './app-version.mutations.js';
import { appVersionResolvers } from './app-version.resolvers.js';
import { appVersionSource } from './app-version.source.js';
import { appMutations } from './app.mutations.js';
import { appResolvers } from './app.resolvers.js';
import { appSource } from './app.source.js';
import { installedAppResolvers } from './installed-app.resolvers.js';
import { installedAppSource } from './installed-app.source.js';
import { tenantAppSource } from './tenant-app.source.js';

export const appSources = {
  app: appSource,
  appInstall: appInstallSource,
  appUpload: appUploadSource,
  appVersion: appVersionSource,
  installedApp: installedAppSource,
  tenantApp: tenantAppSource,
};

export const appFamilies = [
  appResolvers,
  appMutations,
  appVersionResolvers,
  appVersionMutations,
  appUploadResolvers,
  appUploadMutations,
  installedAppResolvers,
  appInstallResolvers,
] as const;
