import {
  AdminSetUserPasswordCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ManualClock } from "../../../../../core/testing/manual-clock.ts";
import { refusalOf } from "../../../testing/administration.ts";
import { CUSTOM_TRIGGERS, createCustomAuthWorld } from "../../../testing/custom-auth-world.ts";
import { claimsOf, PASSWORD } from "../../../testing/sign-in-world.ts";

const INVALID = "NotAuthorizedException: Invalid session for the user.";
const USED = "NotAuthorizedException: Invalid session for the user, session can only be used once.";
const EXPIRED = "NotAuthorizedException: Invalid session for the user, session is expired.";
const WRONG = "NotAuthorizedException: Incorrect username or password.";
const UNREADABLE = "InvalidLambdaResponseException: Unrecognizable lambda output";
const NOT_CONFIGURED =
  "InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.";
const ANN = "ann@example.com";

let world: Awaited<ReturnType<typeof createCustomAuthWorld<ManualClock>>>;
let pool: string;
let app: string;
/** Tells nobody who exists. */
let secretive: string;
let ann: string;

beforeAll(async () => {
  world = await createCustomAuthWorld(new ManualClock());
  pool = await world.createPool();
  app = (await world.createClient(pool)).id;
  secretive = (await world.createClient(pool, { PreventUserExistenceErrors: "ENABLED" })).id;
  ann = await world.createPerson(pool, ANN);
});
beforeEach(() => world.reset());
afterAll(() => world.close());

const begin = async (client = app, login = ANN): Promise<string> =>
  (await world.start(client, login)).Session ?? "";
const answerWith = (Session: string | undefined, ANSWER: string, client = app) =>
  world.respond(client, Session, { USERNAME: ann, ANSWER });

describe("CUSTOM_AUTH", () => {
  test("COG-61 a challenge, a wrong and a right answer, then tokens", async () => {
    const begun = await world.start(app, ANN);
    expect(begun).toMatchObject({
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeParameters: { question: "colour", USERNAME: ann },
    });
    expect(JSON.stringify(begun)).not.toContain("blue");

    const again = await answerWith(begun.Session, "red");
    expect(again).toMatchObject({ ChallengeName: "CUSTOM_CHALLENGE" });
    expect(again.Session).not.toBe(begun.Session);
    expect(again.AuthenticationResult).toBeUndefined();

    const { AuthenticationResult, ChallengeName } = await answerWith(again.Session, "blue");
    expect(ChallengeName).toBeUndefined();
    expect(claimsOf(AuthenticationResult?.AccessToken)).toMatchObject({
      username: ann,
      scope: "aws.cognito.signin.user.admin",
    });
    expect(AuthenticationResult?.RefreshToken).toBeDefined();
  });

  test("COG-61 the functions are told what AWS tells them, oldest round first", async () => {
    const begun = await begin();
    const again = await world.respond(app, begun, { USERNAME: ANN, ANSWER: "red" }, { from: "respond" });
    await world.respond(app, again.Session, { USERNAME: ANN, ANSWER: "blue" });
    const round = (number: number, challengeResult: boolean) => ({
      challengeName: "CUSTOM_CHALLENGE",
      challengeResult,
      challengeMetadata: `ROUND-${number}`,
    });
    const userAttributes = {
      sub: ann,
      email: ANN,
      email_verified: "true",
      "cognito:user_status": "CONFIRMED",
    };

    expect(world.names()).toEqual([
      "DefineAuthChallenge",
      "CreateAuthChallenge",
      "VerifyAuthChallengeResponse",
      "DefineAuthChallenge",
      "CreateAuthChallenge",
      "VerifyAuthChallengeResponse",
      "DefineAuthChallenge",
    ]);
    expect(world.events[0]).toMatchObject({
      version: "1",
      triggerSource: "DefineAuthChallenge_Authentication",
      userName: ann,
      callerContext: { clientId: app },
      request: { userAttributes, session: [] },
      response: { challengeName: null, issueTokens: null, failAuthentication: null },
    });
    expect(Object.keys(world.events[0]?.request ?? {})).toEqual(["userAttributes", "session"]);
    expect(world.events[1]).toMatchObject({
      triggerSource: "CreateAuthChallenge_Authentication",
      request: { userAttributes, challengeName: "CUSTOM_CHALLENGE", session: [] },
      response: {
        publicChallengeParameters: null,
        privateChallengeParameters: null,
        challengeMetadata: null,
      },
    });
    expect(world.events[2]).toMatchObject({
      triggerSource: "VerifyAuthChallengeResponse_Authentication",
      request: {
        userAttributes,
        privateChallengeParameters: { answer: "blue" },
        challengeAnswer: "red",
        clientMetadata: { from: "respond" },
      },
      response: { answerCorrect: null },
    });
    expect(world.events[3]?.request.clientMetadata).toEqual({ from: "respond" });
    expect(world.events[4]?.request).toMatchObject({
      session: [round(1, false)],
      clientMetadata: { from: "respond" },
    });
    expect(world.events[6]?.request.session).toEqual([round(1, false), round(2, true)]);
  });

  test("COG-63 after three wrong answers the function ends it, and no session is left", async () => {
    let session: string | undefined = await begin();
    for (const wrong of ["red", "green"]) session = (await answerWith(session, wrong)).Session;
    expect(await refusalOf(answerWith(session, "grey"))).toBe(WRONG);
    expect(await refusalOf(answerWith(session, "blue"))).toBe(USED);
  });

  test("COG-62 a session is good for one answer, whichever", async () => {
    const session = await begin();
    await answerWith(session, "red");
    expect(await refusalOf(answerWith(session, "blue"))).toBe(USED);
  });

  test("COG-62 of many answers at once one is judged", async () => {
    const session = await begin();
    const outcomes = await Promise.all(
      ["red", "blue", "green", "white"].map((colour) => refusalOf(answerWith(session, colour))),
    );
    expect(outcomes.filter((outcome) => outcome === USED)).toHaveLength(3);
    expect(world.names().filter((name) => name.startsWith("Verify"))).toHaveLength(1);
  });

  test("COG-62 a session is of one client and one user, and a challenge of one kind", async () => {
    const bob = await world.createPerson(pool, "bob@example.com");
    const session = await begin();
    expect(await refusalOf(answerWith(session, "blue", secretive))).toBe(INVALID);
    expect(await refusalOf(world.respond(app, session, { USERNAME: bob, ANSWER: "blue" }))).toBe(INVALID);
    expect(await refusalOf(world.respond(app, session, { USERNAME: "x", ANSWER: "blue" }))).toBe(INVALID);
    expect(await refusalOf(world.respond(app, `${session}A`, { USERNAME: ann, ANSWER: "blue" }))).toBe(
      INVALID,
    );
    for (const kind of ["SOFTWARE_TOKEN_MFA", "NEW_PASSWORD_REQUIRED", "MFA_SETUP"] as const) {
      const responses = { USERNAME: ann, SOFTWARE_TOKEN_MFA_CODE: "123456", NEW_PASSWORD: "Another-1-horse" };
      expect(await refusalOf(world.answer(app, kind, session, responses))).toBe(INVALID);
    }
    expect(world.names()).not.toContain("VerifyAuthChallengeResponse");
    expect((await answerWith(session, "blue")).AuthenticationResult).toBeDefined();
  });

  test("COG-62 each round lives as long as the client's sessions, and the password it began with", async () => {
    const first = await begin();
    world.clock.advanceSeconds(170);
    const second = (await answerWith(first, "red")).Session;
    world.clock.advanceSeconds(170);
    const third = (await answerWith(second, "red")).Session;
    world.clock.advanceSeconds(180);
    expect(await refusalOf(answerWith(third, "blue"))).toBe(EXPIRED);

    const other = await begin();
    world.clock.advanceSeconds(1);
    const person = { UserPoolId: pool, Username: ANN };
    await world.client.send(
      new AdminSetUserPasswordCommand({ ...person, Password: PASSWORD, Permanent: true }),
    );
    expect(await refusalOf(answerWith(other, "blue"))).toBe(INVALID);
  });

  test("COG-62 without Session, USERNAME or ANSWER there is nothing to judge", async () => {
    const missing = (name: string) => `InvalidParameterException: Missing required parameter ${name}`;
    const session = await begin();
    expect(await refusalOf(answerWith(undefined, "blue"))).toBe(missing("Session"));
    expect(await refusalOf(world.respond(app, session, { USERNAME: ann }))).toBe(missing("ANSWER"));
    expect(await refusalOf(world.respond(app, session, { ANSWER: "blue" }))).toBe(missing("USERNAME"));
    expect(await refusalOf(world.start(app, ""))).toBe(missing("USERNAME"));
  });

  test("COG-61 the admin twins do the same", async () => {
    const { Session } = await world.adminStart(pool, app, ANN);
    const again = await world.adminRespond(pool, app, Session, "red", ANN);
    const { AuthenticationResult } = await world.adminRespond(pool, app, again.Session, "blue", ANN);
    expect(claimsOf(AuthenticationResult?.AccessToken)).toMatchObject({ username: ann });
  });

  test("COG-61 a function may give tokens at once, as on AWS", async () => {
    world.functions.set("DefineAuthChallenge", () => ({ issueTokens: true }));
    expect((await world.start(app, ANN)).AuthenticationResult).toBeDefined();
    expect(world.names()).toEqual(["DefineAuthChallenge"]);
  });

  test("COG-SEC-1 a client with a secret proves it in each step", async () => {
    const { id } = await world.createClient(pool, { GenerateSecret: true });
    expect(await refusalOf(world.start(id, ANN))).toMatch(/is configured with secret but SECRET_HASH/);
    expect(await refusalOf(answerWith("x".repeat(40), "blue", id))).toMatch(/SECRET_HASH was not received/);
  });
});

describe("what the functions say", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["fail", { failAuthentication: true }, WRONG],
    ["fail and tokens", { failAuthentication: true, issueTokens: true }, WRONG],
    ["nothing", {}, UNREADABLE],
    ["tokens as a word", { issueTokens: "true" }, UNREADABLE],
    ["fail as a word", { failAuthentication: "false", issueTokens: true }, UNREADABLE],
    ["a challenge of no name", { challengeName: 7 }, UNREADABLE],
    ["a second factor", { challengeName: "SOFTWARE_TOKEN_MFA" }, UNREADABLE],
    ["a password without SRP_A", { challengeName: "PASSWORD_VERIFIER" }, UNREADABLE],
  ])("COG-63 DefineAuthChallenge: %s gives no tokens", async (_what, answer, refusal) => {
    world.functions.set("DefineAuthChallenge", () => answer);
    expect(await refusalOf(world.start(app, ANN))).toBe(refusal);
  });

  test.each<[string, Record<string, unknown>]>([
    ["a number to show", { publicChallengeParameters: { digits: 6 } }],
    ["a number to keep", { privateChallengeParameters: { code: 123456 } }],
    ["a list", { publicChallengeParameters: ["question"] }],
    ["metadata that is no text", { challengeMetadata: { round: 1 } }],
  ])("COG-63 CreateAuthChallenge: %s is refused", async (_what, answer) => {
    world.functions.set("CreateAuthChallenge", () => answer);
    expect(await refusalOf(world.start(app, ANN))).toBe(UNREADABLE);
  });

  test.each<[unknown]>([["true"], [1], [null], [{}], [undefined]])(
    "COG-64 VerifyAuthChallengeResponse: %j is not right",
    async (answerCorrect) => {
      world.functions.set("VerifyAuthChallengeResponse", () => ({ answerCorrect }));
      const { AuthenticationResult, ChallengeName } = await answerWith(await begin(), "blue");
      expect([AuthenticationResult, ChallengeName]).toEqual([undefined, "CUSTOM_CHALLENGE"]);
    },
  );

  test.each(Object.keys(CUSTOM_TRIGGERS))(
    "COG-TRG-1 %s that throws stops the sign-in in AWS's words",
    async (name) => {
      const thrown = { errorMessage: "no", errorType: "Error" };
      const session = await begin();
      world.functions.set(name, () => ({
        kind: "function-error",
        payload: Buffer.from(JSON.stringify(thrown)),
      }));
      const text = `UserLambdaValidationException: ${name} failed with error no.`;
      expect(await refusalOf(answerWith(session, "red"))).toBe(text);
    },
  );
});

describe("what the pool and the client allow", () => {
  test("COG-FLW-1 the client needs the flow", async () => {
    const { id } = await world.createClient(pool, { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] });
    expect(await refusalOf(world.start(id, ANN))).toBe(
      "InvalidParameterException: CUSTOM_AUTH is not enabled for the client.",
    );
    expect(world.events).toEqual([]);
  });

  test.each(Object.keys(CUSTOM_TRIGGERS))("COG-61 without %s there is no sign-in", async (name) => {
    const { [name as keyof typeof CUSTOM_TRIGGERS]: _left, ...others } = CUSTOM_TRIGGERS;
    const bare = await world.createPool({ LambdaConfig: others });
    const { id } = await world.createClient(bare);
    await world.createPerson(bare, ANN);
    expect(await refusalOf(world.start(id, ANN))).toBe(NOT_CONFIGURED);
    expect(world.names()).not.toContain("CreateAuthChallenge");
  });

  test("COG-61 functions that are taken away meanwhile end the sign-in", async () => {
    const other = await world.createPool();
    const { id } = await world.createClient(other);
    const person = await world.createPerson(other, ANN);
    const { Session } = await world.start(id, ANN);
    await world.client.send(new UpdateUserPoolCommand({ UserPoolId: other }));
    expect(await refusalOf(world.respond(id, Session, { USERNAME: person, ANSWER: "blue" }))).toBe(
      NOT_CONFIGURED,
    );
  });

  test("COG-61 CHALLENGE_NAME is SRP_A, CUSTOM_CHALLENGE or absent", async () => {
    expect((await world.start(app, ANN, { CHALLENGE_NAME: "CUSTOM_CHALLENGE" })).ChallengeName).toBe(
      "CUSTOM_CHALLENGE",
    );
    expect(await refusalOf(world.start(app, ANN, { CHALLENGE_NAME: "SMS_MFA" }))).toMatch(
      /^InvalidParameterException: CHALLENGE_NAME/,
    );
    expect(await refusalOf(world.start(app, ANN, { CHALLENGE_NAME: "SRP_A" }))).toBe(
      "InvalidParameterException: Missing required parameter SRP_A",
    );
  });
});
