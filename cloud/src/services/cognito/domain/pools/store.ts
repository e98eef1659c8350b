import type { UserPool } from "./pool.ts";

export interface UserPoolStore {
  insert(pool: UserPool): void;
  replace(pool: UserPool): void;
  find(id: string): UserPool | undefined;
  /** By creation time, then id. */
  list(): UserPool[];
  /** Removes the pool with its clients, groups, users and keys. */
  remove(id: string): void;
}
