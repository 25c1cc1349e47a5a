/** Whether a value of JSON is an object, and no list. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a client left a value out, or said that there is none. */
export const isLeftOut = (value: unknown): value is null | undefined => value === undefined || value === null;
