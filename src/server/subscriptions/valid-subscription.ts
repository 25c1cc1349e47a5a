import {
  getOperationAST,
  parse,
  specifiedRules,
  type DocumentNode,
  type GraphQLError,
  type OperationDefinitionNode,
} from 'graphql';
import { documentLimits } from '../../graphql/document-limits.js';
import { badUserInput } from '../../graphql/errors.js';
import { documentFinder } from '../documents/document-finder.js';
import { queryText } from './as-queries.js';
import type { AskedSubscription } from './asked-subscription.js';
import { faultsIn } from './faults-in.js';
import type { SubscriptionsOptions } from './serve-subscriptions.js';

/** A subscription whose document is valid. */
export interface ValidSubscription {
  readonly document: DocumentNode;
  /** It alone, written as a query. */
  readonly query: string;
}

/** Why a subscription does not begin, and the code of what has none of its own. */
export class Refused extends Error {
  constructor(
    readonly errors: readonly GraphQLError[],
    readonly code: string,
  ) {
    super();
  }
}

/** Finds and reads the document of what is asked for. Throws Refused for one that is not valid, and what `documentFinder` throws. */
export function subscriptionReader(
  options: Pick<SubscriptionsOptions, 'schema' | 'config' | 'documents' | 'trusted' | 'log'>,
) {
  const { schema, config } = options;
  const rules = [...specifiedRules, documentLimits(config)];
  const find = documentFinder(options);

  return async ({ operationName, ...sent }: AskedSubscription): Promise<ValidSubscription> => {
    const { text, remember } = await find(sent);
    const document = parsed(text, config.LIMIT_TOKENS);
    const operation = subscriptionIn(document, operationName);
    const faults = faultsIn(schema, document, rules);
    if (faults.length > 0) throw new Refused(faults, 'GRAPHQL_VALIDATION_FAILED');
    remember();
    return { document, query: queryText(document, operation) };
  };
}

function parsed(text: string, maxTokens: number): DocumentNode {
  try {
    return parse(text, { maxTokens });
  } catch (error) {
    throw new Refused([error as GraphQLError], 'GRAPHQL_PARSE_FAILED');
  }
}

function subscriptionIn(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw badUserInput('"operationName" must say which operation of the document is meant.');
  if (operation.operation === 'subscription') return operation;
  throw badUserInput('Only subscriptions are served here: send queries and mutations to /graphql.');
}
