import { BEFORE_PASSWORD, runChecks } from "./order.ts";
import { beginAttempt, type SignInAttempt } from "./parts/attempt.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import type { ClientContext, SignInStep } from "./parts/sign-in.ts";
import { concludePassword } from "./password-verdict.ts";
import { runPreAuthentication } from "./sign-in-triggers.ts";

/** USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH and the sign-in page. */
export async function signInWithPassword(
  parts: SignInParts,
  clientContext: ClientContext,
  typed: { readonly login: string; readonly password: string },
): Promise<SignInStep> {
  const attempt = beginAttempt(parts, clientContext, typed.login);
  runChecks(BEFORE_PASSWORD.slice(0, 1), parts, attempt);
  await runPreAuthentication(parts, attempt);
  // InitiateAuth's ClientMetadata goes to the pre-authentication trigger only.
  const later = { ...attempt, clientContext: { pool: clientContext.pool, client: clientContext.client } };
  return checkPassword(parts, later, typed.password);
}

/** The password of an attempt that has begun. */
export async function checkPassword(
  parts: SignInParts,
  attempt: SignInAttempt,
  password: string,
): Promise<SignInStep> {
  runChecks(BEFORE_PASSWORD, parts, attempt);
  return concludePassword(parts, attempt, await isRight(parts, attempt, password));
}

/** COG-SIN-6: for an unknown user the same arithmetic runs, so that time tells nothing. */
async function isRight(
  parts: SignInParts,
  { clientContext, user, simulated }: SignInAttempt,
  password: string,
): Promise<boolean> {
  if (user?.password !== undefined)
    return parts.passwords.matches(clientContext.pool, user, user.password, password);
  await parts.passwords.derive(clientContext.pool, simulated, password, false);
  return false;
}
