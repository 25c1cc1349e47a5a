/** What the server tells the page before it starts. Public: everybody who may open the page may read it. */
export interface Settings {
  readonly title: string;
  readonly endpoint: string;
  /** A key that works on the simulated fleet. */
  readonly demoKey?: string;
}

export function readSettings(): Settings {
  const text = document.getElementById('settings')?.textContent ?? '';
  return JSON.parse(text) as Settings;
}
