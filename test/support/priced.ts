import { getOperationAST, parse } from 'graphql';
import { Pricing } from '../../src/graphql/cost/pricing.js';
import { servedSchema } from '../../src/server/operation/served-schema.js';
import type { Config } from '../../src/config.js';
import type { World } from '../../src/simulator/world.js';
import type { UpstreamCost } from '../../src/upstream/call-log.js';

type Operation = readonly [source: string, variables: Record<string, unknown> | undefined];

/**
 * Gives what finds, of operations that went well, those that took more calls than their price: the one they were told, and the one
 * they would have by the number of devices and groups there are.
 */
export function priceFaults(config: Config, { fleet, groups }: World) {
  const pricing = new Pricing(servedSchema(config));

  return ([source, variables]: Operation, { cost }: Partial<UpstreamCost>): string[] => {
    if (!cost) return [];
    const { estimated, actual } = cost;
    const document = parse(source);
    const operation = getOperationAST(document);
    const sizes = new Map([
      ['Device', fleet.size],
      ['Group', groups.all.length],
    ]);
    const [least, most] = [sizes, undefined].map(
      (known) => operation && pricing.price(document, operation, variables, known)?.calls,
    );
    // What is to be learnt first is a part of the price.
    const counted = least != null && most != null ? Math.max(0, estimated.calls - most) + least : Infinity;
    return [
      ...(actual.calls > estimated.calls ? [`is priced at ${estimated.calls}`] : []),
      ...(actual.calls > counted ? [`is priced at ${counted} when what there is has been counted`] : []),
    ].map((fault) => `${source} takes ${actual.calls} calls and ${fault}`);
  };
}
