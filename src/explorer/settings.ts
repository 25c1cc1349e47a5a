/** What the server tells the page before it starts. Public: everybody who may open the page may read it. */
export interface Settings {
  readonly title: string;
  readonly endpoint: string;
  /** A key that works on the simulated fleet. */
  readonly demoKey?: string;
  /** The tenants to choose from, the default first: by name, which is empty for a default that has none. Left out when there is but one. */
  readonly tenants?: readonly string[];
}

export function readSettings(): Settings {
  const text = document.getElementById('settings')?.textContent ?? '';
  return JSON.parse(text) as Settings;
}
