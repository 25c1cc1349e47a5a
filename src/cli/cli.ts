#!/usr/bin/env node
import { printSchema } from 'graphql';
import { ConfigError } from '../config/setting.js';
import { version } from '../config/version.js';
import { FleetError } from '../client/fleet-error.js';
import { UsageError } from './export-flags.js';

const USAGE = `esper-graphql ${version}: one GraphQL endpoint over the REST API of Esper

  esper-graphql start       starts the gateway; its settings: esper-graphql start --help
  esper-graphql simulator   starts a simulated Esper
  esper-graphql schema      prints the schema
  esper-graphql export      writes a list into a file; how: esper-graphql export --help`;

/** What each command does. `start` and the simulator read the arguments that are left themselves. */
const commands: Readonly<Record<string, (args: string[]) => Promise<unknown>>> = {
  start: () => import('../main.js'),
  simulator: () => import('../simulator/main.js'),
  schema: async ([flag]) => {
    if (flag === '--help' || flag === '-h') return console.log(USAGE);
    if (flag !== undefined)
      throw new UsageError(`schema takes no flags, and "${flag}" is one. See esper-graphql --help.`);
    const [{ families }, { buildSchema }, { outputSink }] = await Promise.all([
      import('../domains/index.js'),
      import('../graphql/schema.js'),
      import('./sink.js'),
    ]);
    await outputSink().write(`${printSchema(buildSchema(families))}\n`);
  },
  export: async (args) => {
    const [{ runExport }, { readKey }] = await Promise.all([import('./export.js'), import('../config.js')]);
    await runExport(args, readKey());
  },
};

const [name = '--help'] = process.argv.splice(2, 1);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (name === '--version' || name === '-v') console.log(version);
else if (name === '--help' || name === '-h') console.log(USAGE);
else if (!command) fail(new UsageError(`There is no command "${name}". See esper-graphql --help.`));
else await command(process.argv.slice(2)).catch(fail);

function fail(error: unknown): void {
  console.error(isTold(error) ? error.message : error);
  if (error instanceof FleetError && error.isPassing) console.error('With --out, --resume goes on where it ended.');
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

/** Whether the message says it all: of ours, and where the operating system refused something, such as a disk that is full. */
function isTold(error: unknown): error is Error {
  if (error instanceof UsageError || error instanceof ConfigError || error instanceof FleetError) return true;
  return error instanceof Error && 'syscall' in error;
}
