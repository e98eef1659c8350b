export interface Group {
  readonly userPoolId: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  /** Lower wins; undefined is the lowest. */
  readonly precedence: number | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface GroupStore {
  insert(group: Group): void;
  replace(group: Group): void;
  find(userPoolId: string, name: string): Group | undefined;
  /** By name; `after` is exclusive. */
  list(userPoolId: string, limit: number, after?: string): Group[];
  /** Removes the group and its memberships. */
  remove(userPoolId: string, name: string): void;
  /** Adding twice is no error. */
  addMember(userPoolId: string, name: string, sub: string): void;
  removeMember(userPoolId: string, name: string, sub: string): void;
  /** Groups of a user by precedence, then name. */
  listOfUser(userPoolId: string, sub: string): Group[];
  /** Subs of the members in a stable order; `after` is exclusive. */
  listMembers(userPoolId: string, name: string, limit: number, after?: string): string[];
}
