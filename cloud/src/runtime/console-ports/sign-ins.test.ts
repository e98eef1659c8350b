import { describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import { createSignIns } from "./sign-ins.ts";

const ANN = { userPoolId: "eu-west-1_a", clientId: "client", username: "ann", email: "ann@example.com" };
const TOKENS = { AccessToken: "access", IdToken: "id", RefreshToken: "refresh", ExpiresIn: 3600 };

interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A pool that answers in the order given; an error among the answers is thrown. */
function browserOf(answers: readonly unknown[], seeded?: string) {
  const values = new Map<string, unknown>();
  const calls: Call[] = [];
  const left = [...answers];
  const signIns = createSignIns(
    {
      anonymous: {
        cognito: async <Output>(operation: string, input: object) => {
          calls.push({ operation, input: input as Call["input"] });
          const answer = left.shift();
          if (answer instanceof Error) throw answer;
          return answer as Output;
        },
      },
      clientOf: async () => ({ secret: undefined, flows: ["ALLOW_USER_PASSWORD_AUTH"] }),
      passwordOf: ({ email }) => (email === ANN.email ? seeded : undefined),
      clock: new ManualClock(),
      randomness: systemRandomness,
    },
    {
      get: <Value>(key: string) => values.get(key) as Value | undefined,
      set: (key, value) => void values.set(key, value),
      delete: (key) => void values.delete(key),
      changed: () => undefined,
    },
  );
  return { signIns, calls, values };
}

const REVOKED = new AwsError("NotAuthorizedException", "Refresh Token has been revoked", 400);
const WRONG = new AwsError("NotAuthorizedException", "Incorrect username or password.", 400);
const CODE = { ChallengeName: "SOFTWARE_TOKEN_MFA", Session: "s", ChallengeParameters: {} };

describe("signing in as a person", () => {
  test("CON-14 nothing is sent before a password is known, and it is not kept", async () => {
    const { signIns, calls, values } = browserOf([{ AuthenticationResult: TOKENS }]);
    expect(signIns.isReady(ANN)).toBe(false);
    expect(await signIns.signIn(ANN, {})).toEqual({ asks: "password" });
    expect(calls).toEqual([]);

    expect(await signIns.signIn(ANN, { password: "Very-secret-1" })).toEqual({ access: "access", id: "id" });
    expect([...values.values()]).toEqual(["refresh"]);
    expect(signIns.isReady(ANN)).toBe(true);
  });

  test("the next time the refresh token speaks; one that is handed back takes its place", async () => {
    const { signIns, calls, values } = browserOf([
      { AuthenticationResult: TOKENS },
      { AuthenticationResult: { ...TOKENS, AccessToken: "access 2", RefreshToken: "refresh 2" } },
    ]);
    await signIns.signIn(ANN, { password: "p" });
    expect(await signIns.signIn(ANN, {})).toEqual({ access: "access 2", id: "id" });
    expect(calls.at(-1)).toEqual({
      operation: "GetTokensFromRefreshToken",
      input: { ClientId: "client", RefreshToken: "refresh" },
    });
    expect([...values.values()]).toEqual(["refresh 2"]);
  });

  test("a refresh token that was revoked is forgotten, and the password is asked again", async () => {
    const { signIns, values } = browserOf([{ AuthenticationResult: TOKENS }, REVOKED]);
    await signIns.signIn(ANN, { password: "p" });
    expect(await signIns.signIn(ANN, {})).toEqual({ asks: "password" });
    expect(values.size).toBe(0);
    expect(signIns.isReady(ANN)).toBe(false);
  });

  test("a seeded person needs none; one that is given goes before it", async () => {
    const { signIns, calls } = browserOf([WRONG, { AuthenticationResult: TOKENS }], "seeded");
    expect(signIns.isReady(ANN)).toBe(true);
    await expect(signIns.signIn(ANN, {})).rejects.toThrow("Incorrect username or password.");
    await signIns.signIn(ANN, { password: "their own" });
    expect(calls.map(({ input }) => input["AuthParameters"])).toEqual([
      { USERNAME: "ann", PASSWORD: "seeded" },
      { USERNAME: "ann", PASSWORD: "their own" },
    ]);
  });

  test("CON-14 a code is asked for, and no password is kept while it is waited for", async () => {
    const { signIns, calls, values } = browserOf([CODE, { AuthenticationResult: TOKENS }]);
    expect(await signIns.signIn(ANN, { password: "Very-secret-1" })).toEqual({ asks: "code" });
    expect(JSON.stringify([...values])).not.toContain("Very-secret-1");
    expect(await signIns.signIn(ANN, { code: "123456" })).toEqual({ access: "access", id: "id" });
    expect(calls.at(-1)?.input).toMatchObject({
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ChallengeResponses: { USERNAME: "ann", SOFTWARE_TOKEN_MFA_CODE: "123456" },
    });
    expect([...values.values()]).toEqual(["refresh"]);
  });

  test("a wrong code ends the sign-in: the password is asked again", async () => {
    const { signIns } = browserOf([CODE, new AwsError("CodeMismatchException", "Invalid code", 400)]);
    await signIns.signIn(ANN, { password: "p" });
    await expect(signIns.signIn(ANN, { code: "000000" })).rejects.toThrow("Invalid code");
    expect(await signIns.signIn(ANN, { code: "000000" })).toEqual({ asks: "password" });
  });

  test("a first password leads to one of their own; an authenticator to enrol shows its secret", async () => {
    const { signIns } = browserOf([
      { ChallengeName: "NEW_PASSWORD_REQUIRED", Session: "s" },
      { ChallengeName: "MFA_SETUP", Session: "s2" },
      { SecretCode: "BASE32", Session: "s3" },
      { Session: "s4" },
      { AuthenticationResult: TOKENS },
    ]);
    expect(await signIns.signIn(ANN, { password: "temporary" })).toEqual({ asks: "newPassword" });
    expect(await signIns.signIn(ANN, { newPassword: "own" })).toEqual({ asks: "code", secret: "BASE32" });
    expect(await signIns.signIn(ANN, { code: "123456" })).toEqual({ access: "access", id: "id" });
  });

  test("another person, and another browser, have nothing of it", async () => {
    const { signIns } = browserOf([{ AuthenticationResult: TOKENS }]);
    await signIns.signIn(ANN, { password: "p" });
    expect(await signIns.signIn({ ...ANN, username: "bob", email: "bob@example.com" }, {})).toEqual({
      asks: "password",
    });
    expect(browserOf([]).signIns.isReady(ANN)).toBe(false);
    signIns.forget(ANN);
    expect(signIns.isReady(ANN)).toBe(false);
  });
});
