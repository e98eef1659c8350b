/** Who people are; tokens name them by their `sub`. */
export interface People {
  /** A name that people recognise, for the user name in a token; of somebody who was deleted the last one, while it is known. */
  displayName(username: string): string | undefined;
  /** Whether a name is known, and nobody has it any more. */
  isGone(username: string): boolean;
  /** Names of the groups of all pools. */
  groups(): readonly string[];
  /** Whether somebody in the pool has this address. */
  hasEmail(userPoolId: string, email: string): boolean;
}

export const NO_PEOPLE: People = {
  displayName: () => undefined,
  isGone: () => false,
  groups: () => [],
  hasEmail: () => false,
};
