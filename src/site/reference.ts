import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';
import { escapeHtml, renderDescription, renderSentence, type Page } from './markdown.js';

const isRoot = (type: GraphQLNamedType) => ['Query', 'Mutation', 'Subscription'].includes(type.name);

/** The parts of the list of types: the first that a type fits is its part. */
const parts: readonly [title: string, fits: (type: GraphQLNamedType) => boolean][] = [
  ['What can be asked', isRoot],
  ['Pages of lists', ({ name }) => /(Connection|Edge)$|^PageInfo$/.test(name)],
  ['Answers of mutations', ({ name }) => /Payload$|^UserError/.test(name)],
  ['Interfaces and unions', isAbstractType],
  ['Objects', isObjectType],
  ['Inputs', isInputObjectType],
  ['Enums', isEnumType],
  ['Scalars', isScalarType],
];

/** A page for each type, by its name, and one that lists them all, `index`. */
export function referencePages(schema: GraphQLSchema): ReadonlyMap<string, Page> {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const uses = usesOf(types);
  const pages = types.map((type): [string, Page] => [
    type.name,
    { title: type.name, body: typePage(schema, type, uses.get(type.name) ?? []) },
  ]);
  return new Map([['index', { title: 'Types', body: listOf(types) }], ...pages]);
}

function listOf(types: readonly GraphQLNamedType[]): string {
  const partOf = (type: GraphQLNamedType) => parts.find(([, fits]) => fits(type))?.[0];
  const sections = parts.map(([title]) => {
    const rows = types
      .filter((type) => partOf(type) === title)
      .map((type) => `<li>${typeLink(type)} <span>${renderSentence(firstSentence(type.description))}</span></li>`);
    return `<h2>${title}</h2>\n<ul class="types">${rows.join('\n')}</ul>`;
  });
  return `<h1>Types</h1>\n${sections.join('\n')}`;
}

const firstSentence = (text: string | null | undefined) => /^[^]*?\.(?=\s|$)/.exec(text ?? '')?.[0] ?? text ?? '';

const typeLink = (type: GraphQLType): string => {
  const named = getNamedType(type);
  const link = isSpecifiedScalarType(named) ? named.name : `<a href="${named.name}.html">${named.name}</a>`;
  return escapeHtml(String(type)).replace(named.name, link);
};

function typePage(schema: GraphQLSchema, type: GraphQLNamedType, uses: readonly string[]): string {
  const heads = [`<h1>${type.name}</h1>`, renderDescription(type.description)];
  if (isObjectType(type) || isInterfaceType(type)) {
    const parents = type.getInterfaces();
    if (parents.length > 0) heads.push(`<p>Is a ${parents.map(typeLink).join(', ')}.</p>`);
  }
  if (isAbstractType(type)) heads.push(`<p>Is one of ${schema.getPossibleTypes(type).map(typeLink).join(', ')}.</p>`);
  if (isObjectType(type) || isInterfaceType(type)) {
    heads.push('<h2>Fields</h2>', ...byName(type.getFields()).map(fieldOf));
  }
  if (isInputObjectType(type)) {
    if (type.isOneOf) heads.push('<p>Exactly one of these is given.</p>');
    heads.push('<h2>Fields</h2>', ...Object.values(type.getFields()).map(inputOf));
  }
  if (isEnumType(type)) {
    const values = type.getValues().map(({ name, description }) => {
      return `<section><h3 id="${name}"><code>${name}</code></h3>${renderDescription(description)}</section>`;
    });
    heads.push('<h2>Values</h2>', ...values);
  }
  if (uses.length > 0) heads.push(`<h2>Where it is met</h2>\n<ul>${uses.join('\n')}</ul>`);
  return heads.join('\n');
}

function fieldOf({ name, type, args, description, deprecationReason }: GraphQLField<unknown, unknown>): string {
  const taken = args.length === 0 ? '' : `<ul>${args.map((arg) => `<li>${argumentOf(arg)}</li>`).join('\n')}</ul>`;
  return `<section><h3 id="${name}"><code>${name}: ${typeLink(type)}</code></h3>
${renderDescription(description)}${deprecated(deprecationReason)}${taken}</section>`;
}

const inputOf = (field: GraphQLInputField): string =>
  `<section><h3 id="${field.name}"><code>${signature(field)}</code></h3>
${renderDescription(field.description)}${deprecated(field.deprecationReason)}</section>`;

const argumentOf = (arg: GraphQLArgument): string =>
  `<code>${signature(arg)}</code>${renderDescription(arg.description)}`;

/** A name with its type, and what it is when left out as the schema writes it. */
function signature({ name, type, astNode }: GraphQLArgument | GraphQLInputField): string {
  const { start = 0, end = 0, source } = astNode?.defaultValue?.loc ?? {};
  const byDefault = source?.body.slice(start, end);
  return `${name}: ${typeLink(type)}${byDefault ? ` = ${escapeHtml(byDefault)}` : ''}`;
}

const deprecated = (reason: string | null | undefined) =>
  reason ? `<p><strong>Deprecated:</strong> ${escapeHtml(reason)}</p>` : '';

/** In the order of the alphabet: the order of the schema is that of the files it is put together from. */
const byName = <T extends { readonly name: string }>(fields: Readonly<Record<string, T>>): T[] =>
  Object.values(fields).toSorted((a, b) => a.name.localeCompare(b.name));

/** By the name of a type, the fields that answer or take it, as items of a list. */
function usesOf(types: readonly GraphQLNamedType[]): ReadonlyMap<string, string[]> {
  const uses = new Map<string, string[]>();
  const note = (used: GraphQLType, owner: GraphQLNamedType, field: string) => {
    const item = `<li><a href="${owner.name}.html#${field}"><code>${owner.name}.${field}</code></a></li>`;
    const known = uses.get(getNamedType(used).name) ?? [];
    if (!known.includes(item)) uses.set(getNamedType(used).name, [...known, item]);
  };
  for (const owner of types) {
    if (isInputObjectType(owner))
      for (const { name, type } of Object.values(owner.getFields())) note(type, owner, name);
    if (!isObjectType(owner) && !isInterfaceType(owner)) continue;
    for (const { name, type, args } of Object.values(owner.getFields())) {
      note(type, owner, name);
      for (const arg of args) note(arg.type, owner, name);
    }
  }
  return uses;
}
