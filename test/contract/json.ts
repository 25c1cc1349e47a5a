/** What a yaml file of facts, or the body of an answer, can hold. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that stands under these keys, or undefined when any of them leads nowhere. */
export function objectIn(from: Json | undefined, ...keys: string[]): JsonObject | undefined {
  let at = from;
  for (const key of keys) at = isObject(at) ? at[key] : undefined;
  return isObject(at) ? at : undefined;
}

export function stringsIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** `#/components/schemas/User` -> the object it points at. */
export function pointedAt(document: JsonObject, pointer: Json | undefined): JsonObject {
  const keys = typeof pointer === 'string' ? pointer.split('/').slice(1) : [];
  const found = objectIn(document, ...keys);
  if (!found || keys.length === 0) throw new Error(`The facts point at ${String(pointer)}, which is not there.`);
  return found;
}

/** Calls `visit` with every object in a document, outermost first. */
export function walk(node: Json, visit: (object: JsonObject) => void): void {
  if (Array.isArray(node)) for (const one of node) walk(one, visit);
  if (!isObject(node)) return;
  visit(node);
  for (const value of Object.values(node)) walk(value, visit);
}
