import type { User } from "./user.ts";

/**
 * COG-SIN-4: what the old password began before an administrator's reset ends with it: an open
 * challenge, an authorization code, a browser's session. Tokens that are out go on being refreshed
 * once the new password is set.
 * @param authenticatedAt epoch ms of the sign-in
 */
export function endedByReset(user: User, authenticatedAt: number): boolean {
  return user.status === "RESET_REQUIRED" || authenticatedAt < (user.resetAt ?? 0);
}
