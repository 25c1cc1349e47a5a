import { blueprintAppResolvers } from './blueprint-app.resolvers.js';
import { blueprintSettingsResolvers } from './blueprint-settings.resolvers.js';
import { blueprintVersionResolvers } from './blueprint-version.resolvers.js';
import { blueprintVersionSource } from './blueprint-version.source.js';
import { blueprintResolvers } from './blueprint.resolvers.js';
import { blueprintSource } from './blueprint.source.js';

export const blueprintSources = {
  blueprint: blueprintSource,
  blueprintVersion: blueprintVersionSource,
};

export const blueprintFamilies = [
  blueprintResolvers,
  blueprintVersionResolvers,
  blueprintSettingsResolvers,
  blueprintAppResolvers,
] as const;
