import { commandProgressResolvers } from './command-progress.resolvers.js';
import { commandResultResolvers } from './command-result.resolvers.js';
import { commandResultSource } from './command-result.source.js';
import { commandMutations } from './command.mutations.js';
import { commandResolvers } from './command.resolvers.js';
import { commandSource } from './command.source.js';

export const commandSources = {
  command: commandSource,
  commandResult: commandResultSource,
};

export const commandFamilies = [
  commandResolvers,
  commandProgressResolvers,
  commandResultResolvers,
  commandMutations,
] as const;
