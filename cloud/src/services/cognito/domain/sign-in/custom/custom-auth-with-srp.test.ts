import {
  AssociateSoftwareTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemRandomness } from "../../../../../core/randomness.ts";
import { ManualClock } from "../../../../../core/testing/manual-clock.ts";
import { refusalOf } from "../../../testing/administration.ts";
import { createCustomAuthWorld, type TriggerFunction } from "../../../testing/custom-auth-world.ts";
import { claimsOf, PASSWORD } from "../../../testing/sign-in-world.ts";
import { createSrpClient } from "../../srp/testing/client.ts";
import { formatTimestamp } from "../with-srp.ts";

const INVALID = "NotAuthorizedException: Invalid session for the user.";
const WRONG = "NotAuthorizedException: Incorrect username or password.";
const UNREADABLE = "InvalidLambdaResponseException: Unrecognizable lambda output";
const ANN = "ann@example.com";

let world: Awaited<ReturnType<typeof createCustomAuthWorld<ManualClock>>>;
let pool: string;
let app: string;
let ann: string;

beforeAll(async () => {
  world = await createCustomAuthWorld(new ManualClock());
  pool = await world.createPool();
  app = (await world.createClient(pool)).id;
  ann = await world.createPerson(pool, ANN);
});
beforeEach(() => {
  world.reset();
  world.functions.set("DefineAuthChallenge", PASSWORD_THEN_COLOUR);
});
afterAll(() => world.close());

/** The password, then one question. */
const PASSWORD_THEN_COLOUR: TriggerFunction = ({ request }) => {
  const last = request.session?.at(-1);
  if (last?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" };
  if (last?.challengeName === "CUSTOM_CHALLENGE") {
    return last.challengeResult ? { issueTokens: true } : { failAuthentication: true };
  }
  return { challengeName: "CUSTOM_CHALLENGE" };
};

/** CUSTOM_AUTH from SRP_A up to its answer. */
async function startSrp(
  client: string,
  login: string,
  userPoolId = pool,
  flow: "CUSTOM_AUTH" | "USER_SRP_AUTH" = "CUSTOM_AUTH",
) {
  const srp = createSrpClient(systemRandomness.bytes(64));
  const begun = await world.client.send(
    new InitiateAuthCommand({
      ClientId: client,
      AuthFlow: flow,
      AuthParameters: { USERNAME: login, SRP_A: srp.srpA, CHALLENGE_NAME: "SRP_A" },
    }),
  );
  const parameters = begun.ChallengeParameters ?? {};
  const userId = parameters["USER_ID_FOR_SRP"] ?? "";
  const secretBlock = parameters["SECRET_BLOCK"] ?? "";
  const timestamp = formatTimestamp(world.clock.now());
  const challenge = {
    userPoolId,
    userId,
    salt: parameters["SALT"] ?? "",
    srpB: parameters["SRP_B"] ?? "",
    secretBlock,
  };
  const finish = (password = PASSWORD, Session = begun.Session, ClientId = client) =>
    world.client.send(
      new RespondToAuthChallengeCommand({
        ...{ ClientId, Session: Session === "none" ? undefined : Session },
        ChallengeName: "PASSWORD_VERIFIER",
        ChallengeResponses: {
          USERNAME: userId,
          PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
          TIMESTAMP: timestamp,
          PASSWORD_CLAIM_SIGNATURE: srp.sign(challenge, password, timestamp),
        },
      }),
    );
  return { begun, finish };
}

const entry = (challengeName: string, challengeMetadata: string | null = null, challengeResult = true) => ({
  challengeName,
  challengeResult,
  challengeMetadata,
});

test("COG-65 the password, then the question of the functions, then tokens", async () => {
  const { begun, finish } = await startSrp(app, ANN);
  expect(begun).toMatchObject({
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeParameters: { USERNAME: ann, USER_ID_FOR_SRP: ann },
  });
  expect(begun.Session).toBeDefined();
  expect(world.names()).toEqual(["DefineAuthChallenge"]);
  expect(world.events[0]?.request.session).toEqual([entry("SRP_A")]);

  const asked = await finish();
  expect(asked).toMatchObject({
    ChallengeName: "CUSTOM_CHALLENGE",
    ChallengeParameters: { question: "colour" },
  });
  expect(world.events[1]?.request.session).toEqual([entry("SRP_A"), entry("PASSWORD_VERIFIER")]);

  const done = await world.respond(app, asked.Session, { USERNAME: ann, ANSWER: "blue" });
  expect(claimsOf(done.AuthenticationResult?.AccessToken)).toMatchObject({ username: ann });
  expect(world.events.at(-1)?.request.session).toEqual([
    entry("SRP_A"),
    entry("PASSWORD_VERIFIER"),
    entry("CUSTOM_CHALLENGE", "ROUND-3"),
  ]);
});

test("COG-65 a wrong password ends it: the functions are not asked, the session is spent", async () => {
  const { finish } = await startSrp(app, ANN);
  expect(await refusalOf(finish("Wrong-horse-1"))).toBe(WRONG);
  expect(world.names()).toEqual(["DefineAuthChallenge"]);
  expect(await refusalOf(finish())).toMatch(/^NotAuthorizedException/);
});

test("COG-65 a right password is not enough", async () => {
  const { finish } = await startSrp(app, ANN);
  const asked = await finish();
  expect(asked.AuthenticationResult).toBeUndefined();
  expect(await refusalOf(world.respond(app, asked.Session, { USERNAME: ann, ANSWER: "red" }))).toBe(WRONG);
});

test("COG-65 without its session the password goes round no function", async () => {
  const both = (
    await world.createClient(pool, { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH"] })
  ).id;
  const { finish } = await startSrp(both, ANN);
  expect(await refusalOf(finish(PASSWORD, "none"))).toBe(
    "InvalidParameterException: Missing required parameter Session",
  );
  const other = await startSrp(both, ANN);
  expect(await refusalOf(finish(PASSWORD, other.begun.Session))).toBe(INVALID);
  const question = await other.finish();
  expect(await refusalOf(finish(PASSWORD, question.Session))).toBe(INVALID);
});

test("COG-65 the session of the password is no answer to a question", async () => {
  const { begun } = await startSrp(app, ANN);
  expect(await refusalOf(world.respond(app, begun.Session, { USERNAME: ann, ANSWER: "blue" }))).toBe(INVALID);
});

test("COG-65 USER_SRP_AUTH needs no session and asks no function", async () => {
  const srpOnly = (await world.createClient(pool, { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] })).id;
  const { begun, finish } = await startSrp(srpOnly, ANN, pool, "USER_SRP_AUTH");
  expect(begun.Session).toBeUndefined();
  expect((await finish()).AuthenticationResult).toBeDefined();
  expect(world.names()).toEqual([]);
});

test("COG-63 SRP_A is good for one password", async () => {
  world.functions.set("DefineAuthChallenge", () => ({ challengeName: "PASSWORD_VERIFIER" }));
  const { finish } = await startSrp(app, ANN);
  expect(await refusalOf(finish())).toBe(UNREADABLE);
});

test("COG-63 the question may come before the password", async () => {
  world.functions.set("DefineAuthChallenge", ({ request }) => {
    const last = request.session?.at(-1);
    if (last?.challengeName === "SRP_A") return { challengeName: "CUSTOM_CHALLENGE" };
    return last?.challengeName === "PASSWORD_VERIFIER"
      ? { issueTokens: true }
      : { challengeName: "PASSWORD_VERIFIER" };
  });
  const { begun } = await startSrp(app, ANN);
  expect(begun.ChallengeName).toBe("CUSTOM_CHALLENGE");
  const next = await world.respond(app, begun.Session, { USERNAME: ann, ANSWER: "blue" });
  expect(next.ChallengeName).toBe("PASSWORD_VERIFIER");
});

test("COG-66 an unknown user who is concealed gets a password challenge that nothing answers", async () => {
  const secretive = (await world.createClient(pool, { PreventUserExistenceErrors: "ENABLED" })).id;
  const { begun, finish } = await startSrp(secretive, "nobody@example.com");
  expect(begun.ChallengeName).toBe("PASSWORD_VERIFIER");
  expect(await refusalOf(finish())).toBe(WRONG);
});

test("COG-61 SRP_A is looked at before any function runs", async () => {
  const bad = world.start(app, ANN, { CHALLENGE_NAME: "SRP_A", SRP_A: "zz" });
  expect(await refusalOf(bad)).toBe("InvalidParameterException: Invalid SRP_A");
  expect(world.events).toEqual([]);
});

test("COG-65 the second factor comes after the password and before the functions", async () => {
  const guarded = await world.createPool();
  await world.requireMfa(guarded, "ON");
  const client = (await world.createClient(guarded)).id;
  const sub = await world.createPerson(guarded, ANN);

  // The first sign-in enrols an app.
  const first = await startSrp(client, ANN, guarded);
  const setup = await first.finish();
  expect(setup.ChallengeName).toBe("MFA_SETUP");
  const associated = await world.client.send(new AssociateSoftwareTokenCommand({ Session: setup.Session }));
  const secret = associated.SecretCode ?? "";
  const verified = await world.client.send(
    new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode: world.appCode(secret) }),
  );
  expect(world.names()).toEqual(["DefineAuthChallenge"]);
  const asked = await world.answer(client, "MFA_SETUP", verified.Session, { USERNAME: sub });
  expect(asked.ChallengeName).toBe("CUSTOM_CHALLENGE");

  world.clock.advanceSeconds(60);
  world.events.length = 0;
  const { finish } = await startSrp(client, ANN, guarded);
  const code = await finish();
  expect(code.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  expect(world.names()).toEqual(["DefineAuthChallenge"]);
  const question = await world.answer(client, "SOFTWARE_TOKEN_MFA", code.Session, {
    USERNAME: sub,
    SOFTWARE_TOKEN_MFA_CODE: world.appCode(secret),
  });
  expect(question.ChallengeName).toBe("CUSTOM_CHALLENGE");
  expect(world.events[1]?.request.session).toEqual([
    entry("SRP_A"),
    entry("PASSWORD_VERIFIER"),
    entry("SOFTWARE_TOKEN_MFA"),
  ]);
  const done = await world.respond(client, question.Session, { USERNAME: sub, ANSWER: "blue" });
  expect(done.AuthenticationResult).toBeDefined();
});

test("COG-65 a first password is changed after it was proved, and the functions go on", async () => {
  const sub = await world.createPerson(pool, "new@example.com", false);
  const { finish } = await startSrp(app, "new@example.com");
  const { ChallengeName, Session } = await finish();
  expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  const answers = { USERNAME: sub, NEW_PASSWORD: "Another-horse-2" };
  const asked = await world.answer(app, "NEW_PASSWORD_REQUIRED", Session, answers);
  expect(asked.ChallengeName).toBe("CUSTOM_CHALLENGE");
  const done = await world.respond(app, asked.Session, { USERNAME: sub, ANSWER: "blue" });
  expect(done.AuthenticationResult).toBeDefined();
});
