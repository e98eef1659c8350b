/** Who people are, for sentences: tokens name them by their `sub`. */
export interface People {
  /** A name that people recognise, for the user name in a token. */
  displayName(username: string): string | undefined;
  /** Names of the groups of all pools. */
  groups(): readonly string[];
}

export const NO_PEOPLE: People = { displayName: () => undefined, groups: () => [] };
