import type { UserPool } from "../pools/pool.ts";
import type { User } from "./user.ts";

export interface UserStore {
  /** COG-14: throws UsernameExistsException when a name of `user` is another person's. */
  insert(pool: UserPool, user: User): void;
  /** COG-14: throws AliasExistsException when a new name of `user` is another person's. */
  replace(pool: UserPool, user: User): void;
  findBySub(userPoolId: string, sub: string): User | undefined;
  /**
   * By what a person types: the stored user name, the sub, or an alias (e-mail, phone, preferred
   * name) as the pool allows; case folded unless the pool is case-sensitive.
   */
  findByLogin(pool: UserPool, login: string): User | undefined;
  /** Runs `work` as one change: all of it is kept, or nothing. */
  atomically<Result>(work: () => Result): Result;
  /** In order of creation; `after` is the sub of the last one seen. */
  list(userPoolId: string, options: UserListOptions): User[];
  count(userPoolId: string): number;
  remove(userPoolId: string, sub: string): void;
}

export interface UserListOptions {
  readonly limit: number;
  readonly after?: string;
  readonly filter?: UserFilter;
}

/** A parsed ListUsers filter: `email ^= "a"`. */
export interface UserFilter {
  readonly attribute: string;
  readonly comparison: "equals" | "starts-with";
  readonly value: string;
}
