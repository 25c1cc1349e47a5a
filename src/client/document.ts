/** What carries the types of an operation's data and of its variables, as GraphQL Code Generator names it. */
type Typed<Data, Variables> = { readonly __apiType?: (variables: Variables) => Data };

/**
 * The text of an operation, with its types: one of `typed`, or a `TypedDocumentString` that GraphQL Code Generator makes with
 * `documentMode: 'string'`.
 */
export type Document<Data, Variables> = Pick<string, 'toString' | 'trim'> & Typed<Data, Variables>;

/** Gives an operation its types, such as those GraphQL Code Generator makes for it. */
export const typed = <Data, Variables>(text: string): string & Typed<Data, Variables> => text;
