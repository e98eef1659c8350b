import type { UserStore } from "../../domain/users/store.ts";
import type { PageCall } from "./page-call.ts";

/** What a person knows their account as: the e-mail address, where the stored name is an id. */
export function accountOf(
  users: Pick<UserStore, "findByLogin">,
  { clientContext }: PageCall,
  username: string,
): string {
  return users.findByLogin(clientContext.pool, username)?.attributes["email"] ?? username;
}
