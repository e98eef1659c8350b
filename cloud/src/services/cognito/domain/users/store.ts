import type { UserPool } from "../pools/pool.ts";
import type { User } from "./user.ts";

export interface UserStore {
  /** Throws nothing on duplicates it was not asked about: managers check names and aliases first. */
  insert(pool: UserPool, user: User): void;
  replace(pool: UserPool, user: User): void;
  findBySub(userPoolId: string, sub: string): User | undefined;
  /**
   * By what a person types: the stored user name, the sub in pools with UsernameAttributes, or an
   * alias (e-mail, phone) as the pool allows; case folded unless the pool is case-sensitive.
   */
  findByLogin(pool: UserPool, login: string): User | undefined;
  /** The user that holds `email` or `phone_number` as a sign-in alias, for uniqueness checks. */
  findByAlias(pool: UserPool, attribute: "email" | "phone_number", value: string): User | undefined;
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
