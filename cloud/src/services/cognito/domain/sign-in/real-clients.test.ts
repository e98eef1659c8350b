import { AdminSetUserPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../../../core/clock.ts";
import { claimsOf, createWorld, PASSWORD } from "../../testing/sign-in-world.ts";

let world: Awaited<ReturnType<typeof createWorld>>;
let pool = "";
let app = "";

beforeAll(async () => {
  // These clients take the time from the machine.
  world = await createWorld({ clock: systemClock });
  pool = await world.createPool();
  app = (
    await world.createClient(pool, { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] })
  ).id;
  await world.requireMfa(pool, "ON");
});
afterAll(() => world.close());

/** Holds what Amplify keeps in the browser. */
function memoryStorage() {
  const items = new Map<string, string>();
  return {
    setItem: async (key: string, value: string) => void items.set(key, value),
    getItem: async (key: string) => items.get(key) ?? null,
    removeItem: async (key: string) => void items.delete(key),
    clear: async () => items.clear(),
  };
}

describe("aws-amplify 6", () => {
  test("COG-SRP signs in with a first password, sets up an app, refreshes and signs out", async () => {
    const { Amplify } = await import("aws-amplify");
    const auth = await import("aws-amplify/auth");
    const { cognitoUserPoolsTokenProvider } = await import("aws-amplify/auth/cognito");
    const username = "amplify@example.com";
    await world.createPerson(pool, username, false);
    Amplify.configure({
      Auth: { Cognito: { userPoolId: pool, userPoolClientId: app, userPoolEndpoint: world.url } },
    });
    cognitoUserPoolsTokenProvider.setKeyValueStorage(memoryStorage());

    await expect(auth.signIn({ username, password: "wrong-Passw0rd" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    const first = await auth.signIn({ username, password: PASSWORD });
    expect(first.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED");
    const second = await auth.confirmSignIn({ challengeResponse: "Another-horse-2" });
    if (second.nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP")
      throw new Error(second.nextStep.signInStep);
    const secret = second.nextStep.totpSetupDetails.sharedSecret;
    const third = await auth.confirmSignIn({ challengeResponse: world.appCode(secret) });
    expect(third.nextStep.signInStep).toBe("DONE");

    const session = await auth.fetchAuthSession();
    expect(session.tokens?.accessToken.payload["username"]).toBe(session.userSub);
    expect(await auth.fetchUserAttributes()).toMatchObject({ email: username, email_verified: "true" });
    const refreshed = await auth.fetchAuthSession({ forceRefresh: true });
    expect(refreshed.tokens?.accessToken.toString()).not.toBe(session.tokens?.accessToken.toString());
    await auth.signOut();

    const again = await auth.signIn({ username, password: "Another-horse-2" });
    expect(again.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    await expect(auth.confirmSignIn({ challengeResponse: world.appCode(secret, 8) })).rejects.toMatchObject({
      name: "CodeMismatchException",
    });
    const last = await auth.confirmSignIn({ challengeResponse: world.appCode(secret, 1) });
    expect(last.nextStep.signInStep).toBe("DONE");
    await auth.signOut({ global: true });
  });
});

describe("amazon-cognito-identity-js", () => {
  const authenticate = (UserPoolId: string, ClientId: string, password: string) =>
    new Promise<string>((resolve, reject) => {
      const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint: world.url });
      const user = new CognitoUser({ Username: "js@example.com", Pool });
      const details = new AuthenticationDetails({ Username: "js@example.com", Password: password });
      user.authenticateUser(details, {
        onSuccess: (session) => resolve(session.getAccessToken().getJwtToken()),
        onFailure: reject,
      });
    });

  test("COG-SRP the reference client agrees, also with odd passwords, and disagrees with a wrong one", async () => {
    const own = await world.createPool();
    const client = (await world.createClient(own)).id;
    const sub = await world.createPerson(own, "js@example.com");
    for (const Password of [PASSWORD, "Ünïcödé-Pässwörd 1😀", 'quote"\\1Aa!']) {
      await world.client.send(
        new AdminSetUserPasswordCommand({
          UserPoolId: own,
          Username: "js@example.com",
          Password,
          Permanent: true,
        }),
      );
      expect(claimsOf(await authenticate(own, client, Password))["sub"]).toBe(sub);
    }
    await expect(authenticate(own, client, PASSWORD)).rejects.toMatchObject({
      code: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });
});
