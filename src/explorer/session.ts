import { createContext, useContext } from 'react';
import type { KeyHolder } from './fetcher.js';
import type { Settings } from './settings.js';

/** What the parts of the page have in common for as long as it is open. */
export interface Session {
  readonly settings: Settings;
  readonly key: KeyHolder;
  /** Asks the gateway with the key in use. Gives `data`; throws when there are errors. */
  readonly ask: (query: string, signal: AbortSignal) => Promise<unknown>;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('This part of the page stands outside of SessionContext.');
  return session;
}
