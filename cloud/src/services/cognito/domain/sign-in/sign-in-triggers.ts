import type { TokenCause } from "../tokens/issuer.ts";
import { triggerAttributes } from "../triggers/envelope.ts";
import type { User } from "../users/user.ts";
import { concealsUsers, type SignInAttempt } from "./parts/attempt.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import type { Authenticated, ClientContext } from "./parts/sign-in.ts";

/** Runs before any password is looked at; for unknown users only where they are concealed. */
export async function runPreAuthentication(parts: SignInParts, attempt: SignInAttempt): Promise<void> {
  const { clientContext, user } = attempt;
  if (user === undefined && !concealsUsers(clientContext)) return;
  await parts.triggers.run({
    pool: clientContext.pool,
    trigger: "PreAuthentication",
    source: "PreAuthentication_Authentication",
    username: user?.username ?? attempt.simulated.username,
    clientId: clientContext.client.id,
    request: {
      userAttributes: user === undefined ? {} : triggerAttributes(clientContext.pool, user),
      ...(clientContext.clientMetadata === undefined ? {} : { validationData: clientContext.clientMetadata }),
      ...(concealsUsers(clientContext) ? { userNotFound: user === undefined } : {}),
    },
    response: {},
  });
}

/** Runs once every factor is proved; a function that fails keeps the person out. */
async function runPostAuthentication(
  parts: SignInParts,
  clientContext: ClientContext,
  user: User,
): Promise<void> {
  await parts.triggers.run({
    pool: clientContext.pool,
    trigger: "PostAuthentication",
    source: "PostAuthentication_Authentication",
    username: user.username,
    clientId: clientContext.client.id,
    request: {
      userAttributes: triggerAttributes(clientContext.pool, user),
      newDeviceUsed: false,
      ...(clientContext.clientMetadata === undefined ? {} : { clientMetadata: clientContext.clientMetadata }),
    },
    response: {},
  });
}

/** Nothing is left to prove: tokens may be issued. */
export async function complete(
  parts: SignInParts,
  clientContext: ClientContext,
  { user, cause }: { readonly user: User; readonly cause: TokenCause },
): Promise<Authenticated> {
  await runPostAuthentication(parts, clientContext, user);
  return { kind: "authenticated", user, cause, authenticatedAt: parts.clock.now() };
}
