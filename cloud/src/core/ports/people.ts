/** Who people are; tokens name them by their `sub`. */
export interface People {
  /** A name that people recognise, for the user name in a token. */
  displayName(username: string): string | undefined;
  /** Names of the groups of all pools. */
  groups(): readonly string[];
  /** Whether somebody in the pool has this address. */
  hasEmail(userPoolId: string, email: string): boolean;
}

export const NO_PEOPLE: People = { displayName: () => undefined, groups: () => [], hasEmail: () => false };
