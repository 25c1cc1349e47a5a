import { ConfigError } from '../../config/setting.js';

interface Place {
  /** The setting that holds the port. */
  readonly name: string;
  readonly port: number;
  readonly host: string;
}

/** Why nobody can listen there, by the code of the fault. */
const faults: Record<string, (place: Place) => string> = {
  EADDRINUSE: ({ name, port, host }) => `${name} is ${port}: something else listens there already, on ${host}.`,
  EACCES: ({ name, port, host }) => `${name} is ${port}: this user may not listen there, on ${host}.`,
  EADDRNOTAVAIL: ({ host }) => `HOST is ${JSON.stringify(host)}: this machine has no such address.`,
  EAFNOSUPPORT: ({ host }) => `HOST is ${JSON.stringify(host)}: this machine has no addresses of that kind.`,
  ENOTFOUND: ({ host }) => `HOST is ${JSON.stringify(host)}: no address is known for that name.`,
  EAI_AGAIN: ({ host }) => `HOST is ${JSON.stringify(host)}: no address could be found for that name.`,
};

/** The error of a server that could not listen, as one of the settings where it is. */
export function listenFault(error: unknown, place: Place): unknown {
  const said = faults[String((error as NodeJS.ErrnoException).code)]?.(place);
  return said === undefined ? error : new ConfigError(said);
}
