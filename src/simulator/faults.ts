import { Random } from './random.js';

export type FaultKind = 'latency' | 'status' | 'truncate' | 'drop' | 'slow-body' | 'html' | 'empty' | 'list';

export const FAULT_KINDS: readonly FaultKind[] = [
  'latency',
  'status',
  'truncate',
  'drop',
  'slow-body',
  'html',
  'empty',
  'list',
];

export interface FaultRule {
  kind: FaultKind;
  /** Which calls: a part of, or a pattern over, `GET /v2/devices/?limit=5`. All when left out. */
  match?: string | RegExp;
  /** How many calls that match it lets pass first. */
  after?: number;
  /** How often it strikes; for ever when left out. */
  times?: number;
  /** Of the calls that match, the share it strikes. */
  probability?: number;
  /** For `status` and `list`. */
  status?: number;
  /** For `status`: seconds, or an HTTP date. */
  retryAfter?: number | string;
  /** For `latency`, and for `slow-body` between its halves. */
  ms?: number;
}

/** What is to go wrong with one call. */
export interface Strike {
  delayMs: number;
  /** The first rule that struck and does more than delay. */
  rule: FaultRule | undefined;
  struck: boolean;
}

interface Armed extends FaultRule {
  spared: number;
  left: number;
}

/** Text between slashes is a pattern, as HTTP cannot carry one otherwise. */
function matches(match: FaultRule['match'], call: string): boolean {
  if (match === undefined) return true;
  if (match instanceof RegExp) return call.search(match) >= 0;
  const pattern = /^\/(.+)\/([a-z]*)$/.exec(match);
  // A path has slashes at both ends, too; a pattern has something that no path has.
  if (pattern && /[\^$*+\\|()[\]]/.test(match)) return call.search(new RegExp(pattern[1]!, pattern[2])) >= 0;
  return call.includes(match);
}

/** Which calls go wrong, and how. Rules are tried in the order in which they came. */
export class FaultSwitch {
  private rules: Armed[] = [];
  private readonly random: Random;

  constructor(seed: number, rules: readonly FaultRule[] = []) {
    this.random = new Random(seed, 'faults', 0);
    this.inject(...rules);
  }

  inject(...rules: FaultRule[]): void {
    for (const rule of rules) {
      if (!FAULT_KINDS.includes(rule.kind)) throw new TypeError(`There is no fault of kind ${String(rule.kind)}`);
      const { status = 200 } = rule;
      if (!Number.isInteger(status) || status < 200 || status > 599)
        throw new TypeError(`The status of a fault must be from 200 to 599, not ${status}`);
      this.rules.push({ ...rule, spared: rule.after ?? 0, left: rule.times ?? Infinity });
    }
  }

  clear(): void {
    this.rules = [];
  }

  /** The rules that can still strike. */
  get active(): readonly FaultRule[] {
    return this.rules.filter((rule) => rule.left > 0);
  }

  /** `call` is method, blank, and path with query. Delays add up; of all else the first rule alone strikes. */
  strike(call: string): Strike {
    const strike: Strike = { delayMs: 0, rule: undefined, struck: false };
    for (const rule of this.rules) {
      if (rule.left <= 0 || !matches(rule.match, call)) continue;
      if (rule.spared-- > 0) continue;
      if (rule.probability !== undefined && !this.random.chance(rule.probability)) continue;
      rule.left--;
      strike.struck = true;
      if (rule.kind !== 'latency') {
        strike.rule = rule;
        break;
      }
      strike.delayMs += rule.ms ?? 0;
    }
    return strike;
  }
}
