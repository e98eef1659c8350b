import type { User } from "./user.ts";

/** How a trace names a user: as people call themselves, not by `sub`. */
export function shownName({ attributes, username }: User): string {
  return attributes["email"] ?? username;
}
