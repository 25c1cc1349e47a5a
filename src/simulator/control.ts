import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultRule, FaultSwitch } from './faults.js';
import type { Journal } from './journal.js';

/** The simulator's own switches over HTTP, beside the API it plays. */
export const CONTROL_PATH = '/__simulator/';

function send(response: ServerResponse, status: number, body?: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}

async function injectFrom(request: IncomingMessage, faults: FaultSwitch): Promise<void> {
  const body = await bodyOf(request);
  faults.inject(...((Array.isArray(body) ? body : [body]) as FaultRule[]));
}

export async function control(
  request: IncomingMessage,
  response: ServerResponse,
  { faults, journal }: { faults: FaultSwitch; journal: Journal },
): Promise<void> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /__simulator/faults':
      return send(response, 200, faults.active);
    case 'POST /__simulator/faults':
      try {
        await injectFrom(request, faults);
      } catch (error) {
        return send(response, 400, { message: error instanceof Error ? error.message : String(error) });
      }
      return send(response, 201, faults.active);
    case 'DELETE /__simulator/faults':
      faults.clear();
      return send(response, 204);
    case 'GET /__simulator/calls':
      return send(response, 200, journal.calls);
    case 'DELETE /__simulator/calls':
      journal.clear();
      return send(response, 204);
    default:
      return send(response, 404, { message: 'The simulator has /__simulator/faults and /__simulator/calls.' });
  }
}
