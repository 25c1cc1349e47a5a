/** The text of an operation, which carries the types of its data and of its variables. */
export type Document<Data, Variables> = string & { readonly __types?: (variables: Variables) => Data };

/** Gives an operation its types, such as those GraphQL Code Generator makes for it. */
export const typed = <Data, Variables>(text: string): Document<Data, Variables> => text;
