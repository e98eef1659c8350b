import {
  AdminDisableUserCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  type CreateUserPoolClientCommandInput,
  type CreateUserPoolCommandInput,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OutgoingMessage } from "../../../../../core/ports/mailbox.ts";
import { systemRandomness } from "../../../../../core/randomness.ts";
import { ManualClock } from "../../../../../core/testing/manual-clock.ts";
import { refusalOf } from "../../../testing/administration.ts";
import { claimsOf, createWorld, PASSWORD } from "../../../testing/sign-in-world.ts";
import { createSrpClient } from "../../srp/testing/client.ts";
import { formatTimestamp } from "../with-srp.ts";

const INVALID = "NotAuthorizedException: Invalid session for the user.";
const USED = "NotAuthorizedException: Invalid session for the user, session can only be used once.";
const EXPIRED = "NotAuthorizedException: Invalid session for the user, session is expired.";
const WRONG = "NotAuthorizedException: Incorrect username or password.";
const MISMATCH = "CodeMismatchException: Invalid code or auth state for the user.";
const ANN = "ann@example.com";
const FACTORS: CreateUserPoolCommandInput["Policies"] = {
  SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] },
};

const clock = new ManualClock();
const messages: OutgoingMessage[] = [];
let world: Awaited<ReturnType<typeof createWorld>>;
let pool: string;
let app: string;
/** Tells nobody who exists. */
let secretive: string;
let ann: string;

beforeAll(async () => {
  world = await createWorld({ clock });
  world.service.mailbox.subscribe((message) => messages.push(message));
  pool = await world.createPool({ Policies: FACTORS });
  app = await client(pool);
  secretive = await client(pool, { PreventUserExistenceErrors: "ENABLED" });
  ann = await world.createPerson(pool, ANN);
});
afterAll(() => world.close());

const client = async (userPoolId: string, input: Partial<CreateUserPoolClientCommandInput> = {}) =>
  (await world.createClient(userPoolId, { ExplicitAuthFlows: ["ALLOW_USER_AUTH"], ...input })).id;
const start = (USERNAME: string, more: Record<string, string> = {}, ClientId = app) =>
  world.client.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: "USER_AUTH", AuthParameters: { USERNAME, ...more } }),
  );
const respond = (
  ChallengeName: ChallengeNameType,
  Session: string | undefined,
  ChallengeResponses: Record<string, string>,
  ClientId = app,
) =>
  world.client.send(
    new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
  );
const mailed = (login = ANN, ClientId = app) => start(login, { PREFERRED_CHALLENGE: "EMAIL_OTP" }, ClientId);
const lastCode = (): string => messages.at(-1)?.code ?? "";
const wrongCode = (): string => (lastCode() === "00000000" ? "00000001" : "00000000");

describe("USER_AUTH", () => {
  test("COG-69 without a preference the user chooses among what is there", async () => {
    const begun = await start(ANN);
    expect(begun).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      ChallengeParameters: {},
      AvailableChallenges: ["EMAIL_OTP", "PASSWORD_SRP", "PASSWORD"],
    });
    const done = await respond("SELECT_CHALLENGE", begun.Session, {
      USERNAME: ANN,
      ANSWER: "PASSWORD",
      PASSWORD,
    });
    expect(claimsOf(done.AuthenticationResult?.AccessToken)).toMatchObject({ username: ann });
    expect(done).not.toHaveProperty("AvailableChallenges");
  });

  test("COG-69 the password at once, or when it is asked for; a wrong one is wrong", async () => {
    const preferred = { PREFERRED_CHALLENGE: "PASSWORD" };
    expect((await start(ANN, { ...preferred, PASSWORD })).AuthenticationResult).toBeDefined();
    expect(await refusalOf(start(ANN, { ...preferred, PASSWORD: "Wrong-horse-1" }))).toBe(WRONG);
    const asked = await start(ANN, preferred);
    expect(asked).toMatchObject({ ChallengeName: "PASSWORD", AvailableChallenges: ["PASSWORD"] });
    const answer = (text: string) => respond("PASSWORD", asked.Session, { USERNAME: ANN, PASSWORD: text });
    expect((await answer(PASSWORD)).AuthenticationResult).toBeDefined();
    expect(await refusalOf(answer(PASSWORD))).toBe(USED);
  });

  test("COG-69 the password over SRP, with a session", async () => {
    const srp = createSrpClient(systemRandomness.bytes(64));
    const begun = await start(ANN, { PREFERRED_CHALLENGE: "PASSWORD_SRP", SRP_A: srp.srpA });
    expect(begun.ChallengeName).toBe("PASSWORD_VERIFIER");
    expect(begun.Session).toBeDefined();
    const {
      USER_ID_FOR_SRP: userId = "",
      SECRET_BLOCK: secretBlock = "",
      ...parameters
    } = begun.ChallengeParameters ?? {};
    const { SALT: salt = "", SRP_B: srpB = "" } = parameters;
    const timestamp = formatTimestamp(clock.now());
    const challenge = { userPoolId: pool, userId, salt, srpB, secretBlock };
    const done = await respond("PASSWORD_VERIFIER", begun.Session, {
      USERNAME: userId,
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
      TIMESTAMP: timestamp,
      PASSWORD_CLAIM_SIGNATURE: srp.sign(challenge, PASSWORD, timestamp),
    });
    expect(done.AuthenticationResult).toBeDefined();
    expect(await refusalOf(start(ANN, { PREFERRED_CHALLENGE: "PASSWORD_SRP" }))).toBe(
      "InvalidParameterException: Missing required parameter SRP_A",
    );
  });

  test("COG-70 a code by e-mail, wrong and right", async () => {
    const begun = await mailed();
    expect(begun).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
        CODE_DELIVERY_DESTINATION: "a***@e***",
      },
      AvailableChallenges: ["EMAIL_OTP"],
    });
    expect(messages.at(-1)).toMatchObject({ destination: ANN, cause: "Authentication" });
    expect(lastCode()).toMatch(/^\d{8}$/);
    expect(messages.at(-1)?.body).toContain(lastCode());
    const answer = (code: string) =>
      respond("EMAIL_OTP", begun.Session, { USERNAME: ANN, EMAIL_OTP_CODE: code });
    expect(await refusalOf(answer(wrongCode()))).toBe(MISMATCH);
    expect((await answer(lastCode())).AuthenticationResult).toBeDefined();
    expect(await refusalOf(answer(lastCode()))).toBe(USED);
  });

  test("COG-70 a code is of its session: another one's is wrong, a late one useless, five tries end it", async () => {
    const first = await mailed();
    const firstCode = lastCode();
    const second = await mailed();
    const answer = (Session: string | undefined, EMAIL_OTP_CODE: string, ClientId = app) =>
      refusalOf(respond("EMAIL_OTP", Session, { USERNAME: ANN, EMAIL_OTP_CODE }, ClientId));
    if (firstCode !== lastCode()) expect(await answer(second.Session, firstCode)).toBe(MISMATCH);
    expect(await answer(first.Session, firstCode, secretive)).toBe(INVALID);
    for (let tries = 0; tries < 5; tries += 1) await answer(second.Session, wrongCode());
    expect(await answer(second.Session, lastCode())).toBe(INVALID);
    clock.advanceSeconds(180);
    expect(await answer(first.Session, firstCode)).toBe(EXPIRED);
  });

  test("COG-71 the session is of one user and one step", async () => {
    await world.createPerson(pool, "bob@example.com");
    const begun = await mailed();
    const other = { USERNAME: "bob@example.com", EMAIL_OTP_CODE: lastCode() };
    expect(await refusalOf(respond("EMAIL_OTP", begun.Session, other))).toBe(INVALID);
    expect(await refusalOf(respond("PASSWORD", begun.Session, { USERNAME: ANN, PASSWORD }))).toBe(INVALID);
    const choice = { USERNAME: ANN, ANSWER: "PASSWORD", PASSWORD };
    expect(await refusalOf(respond("SELECT_CHALLENGE", begun.Session, choice))).toBe(INVALID);
  });

  test("COG-69 what is not there is not begun: neither preferred nor chosen", async () => {
    for (const PREFERRED_CHALLENGE of ["SMS_OTP", "WEB_AUTHN"]) {
      expect((await start(ANN, { PREFERRED_CHALLENGE })).ChallengeName).toBe("SELECT_CHALLENGE");
    }
    expect(await refusalOf(start(ANN, { PREFERRED_CHALLENGE: "MAGIC" }))).toBe(
      "InvalidParameterException: Invalid PREFERRED_CHALLENGE: MAGIC.",
    );
    const { Session } = await start(ANN);
    expect(await refusalOf(respond("SELECT_CHALLENGE", Session, { USERNAME: ANN, ANSWER: "SMS_OTP" }))).toBe(
      "InvalidParameterException: The challenge SMS_OTP is not available for the user.",
    );
  });

  test("COG-69 an invited user has a password only, and so has everybody where the pool says so", async () => {
    await world.createPerson(pool, "invited@example.com", false);
    const invited = await mailed("invited@example.com");
    expect([invited.ChallengeName, invited.AvailableChallenges]).toEqual([
      "SELECT_CHALLENGE",
      ["PASSWORD_SRP", "PASSWORD"],
    ]);
    const plain = await world.createPool();
    await world.createPerson(plain, ANN);
    const begun = await start(ANN, { PREFERRED_CHALLENGE: "EMAIL_OTP" }, await client(plain));
    expect(begun.AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
  });

  test("COG-69 with a second factor a code is no first one, not even one that is under way", async () => {
    const guarded = await world.createPool({ Policies: FACTORS });
    await world.requireMfa(guarded, "OPTIONAL");
    const guardedApp = await client(guarded);
    await world.createPerson(guarded, ANN);
    const underWay = await mailed(ANN, guardedApp);
    const code = lastCode();
    const { AuthenticationResult } = await start(
      ANN,
      { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD },
      guardedApp,
    );
    const AccessToken = AuthenticationResult?.AccessToken;
    const { SecretCode = "" } = await world.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    await world.client.send(
      new VerifySoftwareTokenCommand({ AccessToken, UserCode: world.appCode(SecretCode) }),
    );
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    await world.client.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));

    const responses = { USERNAME: ANN, EMAIL_OTP_CODE: code };
    expect(await refusalOf(respond("EMAIL_OTP", underWay.Session, responses, guardedApp))).toBe(INVALID);
    expect((await mailed(ANN, guardedApp)).AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
    const asked = await start(ANN, { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD }, guardedApp);
    expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("COG-70 a disabled user's code opens nothing", async () => {
    const sub = await world.createPerson(pool, "off@example.com");
    const { Session } = await mailed("off@example.com", secretive);
    const code = lastCode();
    await world.client.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: sub }));
    const responses = { USERNAME: "off@example.com", EMAIL_OTP_CODE: code };
    expect(await refusalOf(respond("EMAIL_OTP", Session, responses, secretive))).toBe(
      "NotAuthorizedException: User is disabled.",
    );
  });

  test("COG-71 an unknown user is answered like a known one, and no message is sent", async () => {
    expect(await refusalOf(start("nobody@example.com"))).toBe("UserNotFoundException: User does not exist.");
    const known = await mailed(ANN, secretive);
    const sent = messages.length;
    const begun = await mailed("nobody@example.com", secretive);
    expect(messages).toHaveLength(sent);
    expect({ ...begun, Session: "", $metadata: {} }).toEqual({
      ...known,
      ChallengeParameters: { ...known.ChallengeParameters, CODE_DELIVERY_DESTINATION: "n***@e***" },
      Session: "",
      $metadata: {},
    });
    expect(begun.Session?.length).toBe(known.Session?.length);
    const responses = { USERNAME: "nobody@example.com", EMAIL_OTP_CODE: "12345678" };
    expect(await refusalOf(respond("EMAIL_OTP", begun.Session, responses, secretive))).toBe(MISMATCH);
    const choice = await start("nobody@example.com", {}, secretive);
    expect(choice.AvailableChallenges).toEqual(["EMAIL_OTP", "PASSWORD_SRP", "PASSWORD"]);
    const answers = { USERNAME: "nobody@example.com", ANSWER: "PASSWORD", PASSWORD };
    expect(await refusalOf(respond("SELECT_CHALLENGE", choice.Session, answers, secretive))).toBe(WRONG);
  });

  test("COG-FLW-1 the client needs the flow, and the pool the tier", async () => {
    const { id } = await world.createClient(pool);
    expect(await refusalOf(start(ANN, {}, id))).toBe(
      "InvalidParameterException: USER_AUTH is not enabled for the client.",
    );
    const lite = await world.createPool({ UserPoolTier: "LITE" });
    await world.createPerson(lite, ANN);
    expect(await refusalOf(start(ANN, {}, await client(lite)))).toMatch(/^FeatureUnavailableInTierException/);
  });
});
