/** A row of `/commands/v0/status/`: how one device took one command. */
export interface CommandResultRecord {
  id: string;
  /** The command's id. */
  request: string;
  device: string;
  /** Esper: words with a blank between them, such as "Command TimeOut". */
  state: string;
  reason?: string | null;
  created_at?: string | null;
  updated_at?: string | null;
}
