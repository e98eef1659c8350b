import { fetchUserAttributes as askThePool, fetchAuthSession } from "aws-amplify/auth";
import { SELF_SERVICE_SCOPE, scopesOf } from "./claims";

/**
 * What `@aws-amplify/ui` gets for `aws-amplify/auth` (metro.config.js). After each sign-in it asks the pool
 * for the person's attributes, to have addresses verified. Without the scope of self-service the pool
 * refuses, which the Authenticator takes for "nothing to verify" and browsers print in red: such a token is
 * not sent at all.
 */
export * from "aws-amplify/auth";

export async function fetchUserAttributes(): ReturnType<typeof askThePool> {
  const { tokens } = await fetchAuthSession();
  const scopes = tokens === undefined ? [] : scopesOf(tokens.accessToken.payload);
  if (!scopes.includes(SELF_SERVICE_SCOPE))
    throw new Error("The token may not read its person's attributes.");
  return askThePool();
}
