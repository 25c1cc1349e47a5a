import { readFileSync } from 'node:fs';

const top = new URL('../../', import.meta.url);

/** The text of a file, by its path from the top of the project. */
export const projectFile = (path: string): string => readFileSync(new URL(path, top), 'utf8');
