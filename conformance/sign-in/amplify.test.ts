import { Amplify } from "aws-amplify";
import {
  confirmSignIn,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  signIn,
  signOut,
} from "aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { Authenticator, createMfaPool, createPerson, type MfaPool } from "../support/mfa-pool.ts";
import { claimsOf } from "../support/tokens.ts";

const facts = inject("product");
const person = { email: "newcomer@example.com", password: "First-Pass-1!", temporary: true };
const newPassword = "Second-Pass-2!";

let pool: MfaPool;

beforeAll(async () => {
  const { cognito } = clientsFor(facts);
  pool = await createMfaPool(cognito);
  await createPerson(cognito, pool, person);
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: pool.userPoolId,
        userPoolClientId: pool.clientId,
        userPoolEndpoint: facts.endpoint,
        loginWith: { email: true },
      },
    },
  });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(memoryStorage());
});

function memoryStorage() {
  const items = new Map<string, string>();
  return {
    setItem: async (key: string, value: string) => void items.set(key, value),
    getItem: async (key: string) => items.get(key) ?? null,
    removeItem: async (key: string) => void items.delete(key),
    clear: async () => items.clear(),
  };
}

describe("aws-amplify: first sign-in of an invited person, then a second one", () => {
  let authenticator: Authenticator;

  test("a wrong temporary password is refused", async () => {
    await expect(signIn({ username: person.email, password: "Wrong-Pass-1!" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  test("SRP, NEW_PASSWORD_REQUIRED, MFA_SETUP, TOTP, tokens", async () => {
    const first = await signIn({ username: person.email, password: person.password });
    expect(first.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED");

    const second = await confirmSignIn({ challengeResponse: newPassword });
    if (second.nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP")
      throw new Error(second.nextStep.signInStep);
    authenticator = new Authenticator(second.nextStep.totpSetupDetails.sharedSecret);

    await expect(confirmSignIn({ challengeResponse: "000000" })).rejects.toMatchObject({
      name: "EnableSoftwareTokenMFAException",
    });
    const third = await confirmSignIn({ challengeResponse: authenticator.next() });
    expect(third.isSignedIn).toBe(true);

    const { tokens } = await fetchAuthSession();
    expect(claimsOf(String(tokens?.accessToken))).toMatchObject({
      token_use: "access",
      scope: "aws.cognito.signin.user.admin",
      client_id: pool.clientId,
    });
    expect(await fetchUserAttributes()).toMatchObject({ email: person.email, email_verified: "true" });
    expect((await getCurrentUser()).userId).toBe(tokens?.accessToken.payload.sub);
    await signOut();
  });

  test("the second sign-in asks for a code; a stale one is refused, the session lives on", async () => {
    const first = await signIn({ username: person.email, password: newPassword });
    expect(first.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    await expect(confirmSignIn({ challengeResponse: authenticator.stale() })).rejects.toMatchObject({
      name: "CodeMismatchException",
    });
    const second = await confirmSignIn({ challengeResponse: authenticator.next() });
    expect(second.isSignedIn).toBe(true);
    const before = await fetchAuthSession();
    const after = await fetchAuthSession({ forceRefresh: true });
    expect(after.tokens?.accessToken.payload.jti).not.toBe(before.tokens?.accessToken.payload.jti);
    expect(after.tokens?.accessToken.payload.origin_jti).toBe(before.tokens?.accessToken.payload.origin_jti);
    await signOut({ global: true });
  });
});
