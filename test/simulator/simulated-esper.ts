import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.js';

/** Whatever came: tests look into it as they please. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  json: Json;
}

export interface SimulatedEsper extends Simulator {
  /** Asks as `demo-admin` unless told; `{e}` in the path becomes the enterprise's id. */
  get(path: string, key?: string | null): Promise<Reply>;
}

/** Starts a simulator that a test can ask. */
export async function simulatedEsper(options?: SimulatorOptions): Promise<SimulatedEsper> {
  const simulator = await startSimulator(options);
  const get = async (path: string, key: string | null = 'demo-admin'): Promise<Reply> => {
    const response = await fetch(simulator.url + path.replace('{e}', simulator.world.enterpriseId), {
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
      redirect: 'manual',
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  };
  return { ...simulator, get };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
