import type { GraphQLResolveInfo } from 'graphql';
import type { CommandPhase, Resolvers, SubscriptionCommandProgressArgs } from '../../generated/schema.js';
import { soleArgument } from '../../graphql/lookup.js';
import { restId } from '../../graphql/node-id.js';
import { PAGE_SIZE } from '../../upstream/lists/paged.js';
import { watching, type Context } from '../context.js';
import type { CommandResultRecord } from './command-result.record.js';
import { devicesOf, phaseOf, tallyOf, type Tally } from './command-state.js';
import type { CommandRecord } from './command.record.js';

/** A command as a poll found it. */
interface Progress {
  readonly command: CommandRecord;
  readonly tally: Tally;
  /** Told anew when it is another, since it hangs on the time as well. */
  readonly phase: CommandPhase;
  /** All its results, where they fit into one page. */
  readonly results: readonly CommandResultRecord[] | null;
}

type Args = Partial<SubscriptionCommandProgressArgs>;

/** Asks how far a command has come, in one call: for its results when they fit into a page, else for their number. */
async function ask(command: CommandRecord, { commandResult }: Context['sources']): Promise<Progress> {
  const { id } = command;
  const devices = devicesOf(command);
  if (devices === undefined || devices > PAGE_SIZE) {
    const tally = await commandResult.tally(id);
    return { command, tally, phase: phaseOf(command, tally), results: null };
  }
  commandResult.remember(id, { most: devices });
  const { rows } = await commandResult.ofCommand(id).slice(0, PAGE_SIZE);
  const tally = tallyOf(rows);
  return { command, tally, phase: phaseOf(command, tally), results: rows };
}

export const commandProgressResolvers = {
  Subscription: {
    commandProgress: {
      subscribe: async function* (_: unknown, args: Args, context: Context, info: GraphQLResolveInfo) {
        const id = restId(soleArgument(args, info)[1], 'Command');
        let command: CommandRecord | null = null;
        const poll = {
          key: `command ${id}`,
          ask: async (sources: Context['sources']) => {
            command ??= await sources.command.byId(id);
            return command && ask(command, sources);
          },
          isDone: (progress: Progress | null) => !progress || progress.phase === 'DONE',
        };
        for await (const event of watching(context)(poll)) yield { event };
      },
      resolve: (_: unknown, _args: Args, { event, sources }: Context) => {
        const progress = event as Progress | null;
        if (!progress) return null;
        const { command, tally, results } = progress;
        sources.command.remember(command);
        sources.commandResult.remember(command.id, { tally, results });
        return command;
      },
    },
  },
} satisfies Resolvers;
