import type { TokenCause } from "../tokens/issuer.ts";
import type { User } from "../users/user.ts";
import { complete } from "./complete.ts";
import { resumeCustomSignIn } from "./custom/decide.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import type { ClientContext, SignInStep } from "./parts/sign-in.ts";

/** Every factor of a password sign-in is proved; of a custom one its Define function says what comes next. */
export async function finish(
  parts: SignInParts,
  clientContext: ClientContext,
  proved: { readonly user: User; readonly cause: TokenCause; readonly custom?: string | undefined },
): Promise<SignInStep> {
  const { custom } = proved;
  // COG-65: the factors open nothing that the functions of the pool have not allowed.
  return custom === undefined
    ? complete(parts, clientContext, proved)
    : resumeCustomSignIn(parts, clientContext, { ...proved, custom });
}
