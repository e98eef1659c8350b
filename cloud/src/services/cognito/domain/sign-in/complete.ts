import type { TokenCause } from "../tokens/issuer.ts";
import type { User } from "../users/user.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import type { Authenticated, ClientContext } from "./parts/sign-in.ts";
import { runPostAuthentication } from "./sign-in-triggers.ts";

/** Nothing is left to prove: tokens may be issued. */
export async function complete(
  parts: SignInParts,
  clientContext: ClientContext,
  { user, cause }: { readonly user: User; readonly cause: TokenCause },
): Promise<Authenticated> {
  await runPostAuthentication(parts, clientContext, user);
  return { kind: "authenticated", user, cause, authenticatedAt: parts.clock.now() };
}
