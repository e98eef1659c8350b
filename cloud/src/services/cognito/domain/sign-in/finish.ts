import type { TokenCause } from "../tokens/issuer.ts";
import type { User } from "../users/user.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import type { Authenticated, ClientContext } from "./parts/sign-in.ts";
import { runPostAuthentication } from "./sign-in-triggers.ts";

/** Every factor is proved. */
export async function finish(
  parts: SignInParts,
  clientContext: ClientContext,
  proved: { readonly user: User; readonly cause: TokenCause },
): Promise<Authenticated> {
  await runPostAuthentication(parts, clientContext, proved.user);
  return { kind: "authenticated", ...proved, authenticatedAt: parts.clock.now() };
}
