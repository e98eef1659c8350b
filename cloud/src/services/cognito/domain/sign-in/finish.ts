import type { TokenCause } from "../tokens/issuer.ts";
import type { User } from "../users/user.ts";
import type { SignInParts } from "./dependencies.ts";
import type { Authenticated, SignInParty } from "./sign-in.ts";
import { runPostAuthentication } from "./sign-in-triggers.ts";

/** Every factor is proved. */
export async function finish(
  parts: SignInParts,
  party: SignInParty,
  proved: { readonly user: User; readonly cause: TokenCause },
): Promise<Authenticated> {
  await runPostAuthentication(parts, party, proved.user);
  return { kind: "authenticated", ...proved, authenticatedAt: parts.clock.now() };
}
