import {
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  GetUserCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ManualClock } from "../../../../core/testing/manual-clock.ts";
import { refusalOf } from "../../testing/administration.ts";
import { claimsOf, createWorld, PASSWORD } from "../../testing/sign-in-world.ts";

const INVALID = "NotAuthorizedException: Invalid session for the user.";
const USED = "NotAuthorizedException: Invalid session for the user, session can only be used once.";
const EXPIRED = "NotAuthorizedException: Invalid session for the user, session is expired.";
const MISMATCH = "CodeMismatchException: Invalid code received for user";
const NEW_PASSWORD = "Another-horse-2";
const clock = new ManualClock();
let world: Awaited<ReturnType<typeof createWorld>>;

beforeAll(async () => {
  world = await createWorld({ clock });
});
afterAll(() => world.close());

async function aPool(mfa?: "ON" | "OPTIONAL") {
  const pool = await world.createPool();
  const app = (await world.createClient(pool)).id;
  if (mfa !== undefined) await world.requireMfa(pool, mfa);
  return { pool, app };
}

/** Signs in to a pool that requires MFA and enrols an app. */
async function enrol(app: string, login: string): Promise<string> {
  const begun = await world.withPassword(app, login);
  const associated = await world.client.send(new AssociateSoftwareTokenCommand({ Session: begun.Session }));
  const secret = associated.SecretCode ?? "";
  const verified = await world.client.send(
    new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode: world.appCode(secret) }),
  );
  await world.answer(app, "MFA_SETUP", verified.Session, { USERNAME: login });
  return secret;
}

describe("NEW_PASSWORD_REQUIRED", () => {
  test("COG-SIN-7 a new password, then tokens; the session works once", async () => {
    const { pool, app } = await aPool();
    const sub = await world.createPerson(pool, "ann@example.com", false);
    const { ChallengeName, ChallengeParameters, Session } = await world.withPassword(app, "ann@example.com");
    const answer = (responses: Record<string, string>) =>
      world.answer(app, "NEW_PASSWORD_REQUIRED", Session, { USERNAME: sub, ...responses });

    expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    expect(ChallengeParameters).toMatchObject({ USER_ID_FOR_SRP: sub, requiredAttributes: "[]" });
    expect(JSON.parse(ChallengeParameters?.["userAttributes"] ?? "")).toMatchObject({
      email: "ann@example.com",
    });
    expect(await refusalOf(answer({}))).toBe(
      "InvalidParameterException: Missing required parameter NEW_PASSWORD",
    );
    expect(await refusalOf(answer({ NEW_PASSWORD: "short" }))).toBe(
      "InvalidPasswordException: Password does not conform to policy: Password not long enough",
    );
    expect(await refusalOf(answer({ NEW_PASSWORD, "userAttributes.email": "eve@example.com" }))).toBe(
      "NotAuthorizedException: Cannot modify an already provided email",
    );
    const { AuthenticationResult } = await answer({ NEW_PASSWORD });
    expect(claimsOf(AuthenticationResult?.IdToken)).toMatchObject({ email_verified: true });
    expect(await refusalOf(answer({ NEW_PASSWORD }))).toMatch(
      /^NotAuthorizedException: Invalid session for the user/,
    );
    expect(
      (await world.withPassword(app, "ann@example.com", NEW_PASSWORD)).AuthenticationResult,
    ).toBeDefined();
    expect(await refusalOf(world.withPassword(app, "ann@example.com"))).toMatch(/Incorrect/);
  });

  test("COG-SES-1 forged, foreign, late and misplaced sessions are refused", async () => {
    const { pool, app } = await aPool();
    const other = (await world.createClient(pool)).id;
    await world.createPerson(pool, "bob@example.com", false);
    const elsewhere = await aPool();
    const { Session = "" } = await world.withPassword(app, "bob@example.com");
    const responses = { USERNAME: "bob@example.com", NEW_PASSWORD };
    const answer = (session: string | undefined, client = app) =>
      refusalOf(world.answer(client, "NEW_PASSWORD_REQUIRED", session, responses));

    expect(await answer(undefined)).toBe("InvalidParameterException: Missing required parameter Session");
    expect(await answer("x".repeat(900))).toBe(INVALID);
    expect(await answer(`${Session}A`)).toBe(INVALID);
    expect(await answer(Session, other)).toBe(INVALID);
    expect(await answer(Session, elsewhere.app)).toBe(INVALID);
    const code = { USERNAME: "bob@example.com", SOFTWARE_TOKEN_MFA_CODE: "123456" };
    expect(await refusalOf(world.answer(app, "SOFTWARE_TOKEN_MFA", Session, code))).toBe(INVALID);
    expect(
      await refusalOf(
        world.answer(app, "SELECT_MFA_TYPE", Session, { ...responses, ANSWER: "SOFTWARE_TOKEN_MFA" }),
      ),
    ).toBe(INVALID);
    expect(await refusalOf(world.answer(app, "MFA_SETUP", Session, responses))).toBe(INVALID);
    clock.advanceSeconds(180);
    expect(await answer(Session)).toBe(EXPIRED);
  });

  test("COG-SES-2 a session ends with the password it was opened by, and is of one person", async () => {
    const { pool, app } = await aPool();
    await world.createPerson(pool, "cat@example.com", false);
    await world.createPerson(pool, "dan@example.com", false);
    const { Session } = await world.withPassword(app, "cat@example.com");
    const answer = (USERNAME: string) =>
      refusalOf(world.answer(app, "NEW_PASSWORD_REQUIRED", Session, { USERNAME, NEW_PASSWORD }));

    expect(await answer("dan@example.com")).toBe(INVALID);
    clock.advanceSeconds(1);
    await world.client.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: pool,
        Username: "cat@example.com",
        Password: "Third-horse-3",
      }),
    );
    expect(await answer("cat@example.com")).toBe(INVALID);
  });
});

describe("MFA", () => {
  test("COG-MFA-1 a required factor is set up, then asked for at every sign-in", async () => {
    const { pool, app } = await aPool("ON");
    const sub = await world.createPerson(pool, "ann@example.com");
    const begun = await world.withPassword(app, "ann@example.com");
    expect(begun.ChallengeName).toBe("MFA_SETUP");
    expect(begun.ChallengeParameters).toMatchObject({ MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' });
    expect(begun.AuthenticationResult).toBeUndefined();
    expect(await refusalOf(world.answer(app, "MFA_SETUP", begun.Session, { USERNAME: sub }))).toBe(INVALID);

    const associated = await world.client.send(new AssociateSoftwareTokenCommand({ Session: begun.Session }));
    const secret = associated.SecretCode ?? "";
    const verify = (UserCode: string, Session = associated.Session) =>
      world.client.send(new VerifySoftwareTokenCommand({ Session, UserCode, FriendlyDeviceName: "phone" }));
    expect(
      await refusalOf(world.client.send(new AssociateSoftwareTokenCommand({ Session: begun.Session }))),
    ).toBe(USED);
    expect(await refusalOf(verify(world.appCode(secret, 5)))).toBe(
      "EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA",
    );
    expect(await refusalOf(world.answer(app, "MFA_SETUP", associated.Session, { USERNAME: sub }))).toBe(
      INVALID,
    );
    const verified = await verify(world.appCode(secret));
    expect(verified.Status).toBe("SUCCESS");
    const done = await world.answer(app, "MFA_SETUP", verified.Session, { USERNAME: sub });
    expect(done.AuthenticationResult?.AccessToken).toBeDefined();
    expect(done.ChallengeParameters).toEqual({});

    const again = await world.withPassword(app, "ann@example.com");
    expect(again.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    expect(again.ChallengeParameters).toEqual({ USER_ID_FOR_SRP: sub, FRIENDLY_DEVICE_NAME: "phone" });
  });

  test("COG-MFA-2 a wrong code leaves the session usable, a used code is refused by name", async () => {
    const { pool, app } = await aPool("ON");
    await world.createPerson(pool, "ann@example.com");
    const secret = await enrol(app, "ann@example.com");
    const { Session } = await world.withPassword(app, "ann@example.com");
    const answer = (SOFTWARE_TOKEN_MFA_CODE: string, session = Session) =>
      world.answer(app, "SOFTWARE_TOKEN_MFA", session, {
        USERNAME: "ann@example.com",
        SOFTWARE_TOKEN_MFA_CODE,
      });
    const reused = "ExpiredCodeException: Your software token has already been used once.";

    expect(await refusalOf(answer(world.appCode(secret)))).toBe(reused);
    expect(await refusalOf(answer(world.appCode(secret, 7)))).toBe(MISMATCH);
    clock.advanceSeconds(30);
    const code = world.appCode(secret);
    expect((await answer(code)).AuthenticationResult).toBeDefined();
    expect(await refusalOf(answer(code))).toBe(USED);
    const second = await world.withPassword(app, "ann@example.com");
    expect(await refusalOf(answer(code, second.Session))).toBe(reused);
  });

  test("COG-MFA-3 guessing codes ends after five tries, a new session does not start over", async () => {
    const { pool, app } = await aPool("ON");
    await world.createPerson(pool, "ann@example.com");
    const secret = await enrol(app, "ann@example.com");
    const first = await world.withPassword(app, "ann@example.com");
    const answer = (session: string | undefined, SOFTWARE_TOKEN_MFA_CODE: string) =>
      refusalOf(
        world.answer(app, "SOFTWARE_TOKEN_MFA", session, {
          USERNAME: "ann@example.com",
          SOFTWARE_TOKEN_MFA_CODE,
        }),
      );
    for (let count = 1; count <= 4; count += 1) expect(await answer(first.Session, "abc123")).toBe(MISMATCH);
    const second = await world.withPassword(app, "ann@example.com");

    expect(await answer(second.Session, world.appCode(secret, 9))).toBe(MISMATCH);
    expect(await answer(second.Session, world.appCode(secret, 1))).toBe(
      "NotAuthorizedException: Password attempts exceeded",
    );
    expect(await refusalOf(world.withPassword(app, "ann@example.com"))).toMatch(/attempts exceeded/);
    clock.advanceSeconds(1);
    expect(await answer(first.Session, "000000")).toBe(MISMATCH);
    clock.advanceSeconds(2);
    expect(await answer(first.Session, world.appCode(secret, 1))).toBe(INVALID);
  });

  test("COG-MFA-4 who only knows the password does not replace an app that is in use", async () => {
    const { pool, app } = await aPool("ON");
    await world.createPerson(pool, "ann@example.com");
    const stale = await world.withPassword(app, "ann@example.com");
    await enrol(app, "ann@example.com");

    expect(
      await refusalOf(world.client.send(new AssociateSoftwareTokenCommand({ Session: stale.Session }))),
    ).toBe(INVALID);
  });

  test("COG-MFA-5 optional: asked for once it is enabled, enabled once it is verified", async () => {
    const { pool, app } = await aPool("OPTIONAL");
    await world.createPerson(pool, "ann@example.com");
    const { AuthenticationResult } = await world.withPassword(app, "ann@example.com");
    const AccessToken = AuthenticationResult?.AccessToken;
    const prefer = (Enabled: boolean) =>
      world.client.send(
        new SetUserMFAPreferenceCommand({
          AccessToken,
          SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled },
        }),
      );
    const verify = (UserCode: string) =>
      world.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));

    expect(await refusalOf(prefer(true))).toBe(
      "InvalidParameterException: User has not verified software token mfa",
    );
    expect(await refusalOf(verify("123456"))).toBe(
      "InvalidParameterException: User has not set up software token mfa",
    );
    const { SecretCode = "", Session } = await world.client.send(
      new AssociateSoftwareTokenCommand({ AccessToken }),
    );
    expect(Session).toBeUndefined();
    await verify(world.appCode(SecretCode));
    expect((await world.withPassword(app, "ann@example.com")).AuthenticationResult).toBeDefined();
    await prefer(true);
    expect((await world.withPassword(app, "ann@example.com")).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    expect(await world.client.send(new GetUserCommand({ AccessToken }))).toMatchObject({
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
    });
    await prefer(false);
    expect((await world.withPassword(app, "ann@example.com")).AuthenticationResult).toBeDefined();
  });

  test("COG-MFA-6 a pool without authenticator apps has none to set up", async () => {
    const { pool, app } = await aPool();
    await world.createPerson(pool, "ann@example.com");
    const { AuthenticationResult } = await world.withPassword(app, "ann@example.com", PASSWORD);

    expect(
      await refusalOf(
        world.client.send(
          new AssociateSoftwareTokenCommand({ AccessToken: AuthenticationResult?.AccessToken }),
        ),
      ),
    ).toBe("SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool");
  });
});
