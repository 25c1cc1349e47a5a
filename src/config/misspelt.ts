/** A variable that is no setting, and the setting it is so like that this must have been meant. */
export interface Misspelt {
  readonly name: string;
  readonly meant: string;
}

/** Shorter names are like those of others: `PORT` is like `PATH`. */
const SHORTEST = 8;

/**
 * Variables that differ from a setting in capitals or in a letter or two. Nothing else is looked at: the environment holds what
 * is meant for others, such as `ESPER_GRAPHQL_PORT`, which Kubernetes makes of a service's name.
 */
export function misspelt(variables: readonly string[], settings: readonly string[]): Misspelt[] {
  const long = settings.filter((setting) => setting.length >= SHORTEST);
  return variables.flatMap((name) => {
    if (settings.includes(name)) return [];
    const meant = long.find((setting) => distance(name.toUpperCase(), setting) <= (setting.length < 10 ? 1 : 2));
    return meant === undefined ? [] : [{ name, meant }];
  });
}

/** How many letters are to be put in, taken out or replaced to make one of the other (Levenshtein). */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Infinity;
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (const [i, letter] of [...one].entries()) {
    const above = row;
    row = [i + 1];
    for (let j = 0; j < other.length; j++) {
      const replaced = above[j]! + (letter === other[j] ? 0 : 1);
      row.push(Math.min(replaced, above[j + 1]! + 1, row[j]! + 1));
    }
  }
  return row.at(-1)!;
}
