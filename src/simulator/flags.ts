import { parseArgs } from 'node:util';
import { FAULT_KINDS, type FaultKind, type FaultRule } from './faults.js';
import type { RateLimits } from './rate-limit.js';
import type { SimulatorOptions } from './simulator.js';

export const USAGE = `A small Esper over HTTP, to develop and test against.

  --port <n>         port to listen on (5000; 0 takes any free one)
  --host <address>   address to listen on (127.0.0.1)
  --devices <n>      size of the fleet (1000)
  --seed <n>         the same seed makes the same fleet (1)
  --latency <ms>     added to every answer (0)
  --rate-limit <n>   calls a minute for each key, then 429 (unlimited)
  --second-limit <n> calls a second for each key, then 429 (unlimited)
  --concurrent <n>   calls at the same time for each key, then 429 (unlimited)
  --fault <rule>     makes calls fail; may be given several times, rules are tried in order:
                     <kind>[,match=<part of "GET /path?query">][,after=<n>][,times=<n>][,probability=<0..1>]
                     [,status=<n>][,retryAfter=<seconds or HTTP date>][,ms=<n>]
                     kinds: ${FAULT_KINDS.join(', ')}
                     e.g. --fault status,status=429,retryAfter=2,probability=0.1 --fault latency,ms=500,match=/v2/
  --help             this text`;

function whole(flag: string, text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault;
  if (!/^\d+$/.test(text))
    throw new Error(`--${flag} must be a whole number, such as ${byDefault || 20}; got "${text}"`);
  return Number(text);
}

function isKind(text: string | undefined): text is FaultKind {
  return FAULT_KINDS.some((kind) => kind === text);
}

/** `status,status=429,retryAfter=Fri, 20 Nov 2026 12:00:00 GMT`: a comma that no setting follows belongs to the value. */
function parseFault(text: string): FaultRule {
  const [kind, ...settings] = text.split(/,(?=[a-zA-Z]+=)/);
  if (!isKind(kind)) throw new Error(`--fault must begin with one of ${FAULT_KINDS.join(', ')}; got "${text}"`);
  const rule: FaultRule = { kind };
  for (const setting of settings) {
    const [name, value] = [setting.slice(0, setting.indexOf('=')), setting.slice(setting.indexOf('=') + 1)];
    if (name === 'match') rule.match = value;
    else if (name === 'retryAfter') rule.retryAfter = value;
    else if (name === 'after' || name === 'times' || name === 'probability' || name === 'status' || name === 'ms') {
      if (value === '' || Number.isNaN(Number(value)))
        throw new Error(`--fault: ${name} must be a number; got "${value}"`);
      rule[name] = Number(value);
    } else
      throw new Error(
        `--fault has no setting "${name}"; it has match, after, times, probability, status, retryAfter, ms`,
      );
  }
  return rule;
}

/** Throws an error of one clear line. */
export function parseFlags(args: string[]): SimulatorOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      devices: { type: 'string' },
      seed: { type: 'string' },
      latency: { type: 'string' },
      'rate-limit': { type: 'string' },
      'second-limit': { type: 'string' },
      concurrent: { type: 'string' },
      fault: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const port = whole('port', values.port, 5000);
  if (port > 65_535) throw new Error(`--port must be at most 65535; got "${port}"`);
  const perMinute = whole('rate-limit', values['rate-limit'], 0);
  const perSecond = whole('second-limit', values['second-limit'], 0);
  const concurrent = whole('concurrent', values.concurrent, 0);
  const rateLimit: RateLimits = {
    ...(perMinute > 0 && { perMinute }),
    ...(perSecond > 0 && { perSecond }),
    ...(concurrent > 0 && { concurrent }),
  };
  return {
    port,
    host: values.host,
    devices: whole('devices', values.devices, 1000),
    seed: whole('seed', values.seed, 1),
    latencyMs: whole('latency', values.latency, 0),
    faults: values.fault.map(parseFault),
    ...(Object.keys(rateLimit).length > 0 && { rateLimit }),
  };
}
