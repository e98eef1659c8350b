import {
  AdminConfirmSignUpCommand,
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, describe, expect, test } from "vitest";
import type { FunctionInvoker } from "../../../../core/ports/function-invoker.ts";
import { ManualClock } from "../../../../core/testing/manual-clock.ts";
import { openDatabase } from "../../../../store/sqlite.ts";
import { refusalOf } from "../../testing/administration.ts";
import { createWorld, PASSWORD } from "../../testing/sign-in-world.ts";
import { secretHash } from "../srp/testing/client.ts";

const WRONG = "NotAuthorizedException: Incorrect username or password.";
const LOCKED = "NotAuthorizedException: Password attempts exceeded";
const ANN = "ann@example.com";
const worlds: { close(): Promise<void> }[] = [];

async function aWorld(...given: Parameters<typeof createWorld>) {
  const clock = new ManualClock();
  const world = await createWorld({ clock, ...given[0] });
  worlds.push(world);
  const pool = await world.createPool();
  const app = await world.createClient(pool);
  const silent = await world.createClient(pool, { PreventUserExistenceErrors: "ENABLED" });
  const sub = await world.createPerson(pool, ANN);
  return { ...world, clock, pool, app: app.id, silent: silent.id, sub };
}

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
});

describe("USER_PASSWORD_AUTH", () => {
  test("COG-SIN the right password gives tokens, by e-mail and by sub; a wrong one does not", async () => {
    const { withPassword, app, sub } = await aWorld();

    expect((await withPassword(app, ANN)).AuthenticationResult?.RefreshToken).toMatch(
      /^eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ\./,
    );
    expect((await withPassword(app, sub)).AuthenticationResult?.IdToken).toBeDefined();
    for (const wrong of ["correct-horse-1", `${PASSWORD} `, "x".repeat(100_000)]) {
      expect(await refusalOf(withPassword(app, ANN, wrong))).toBe(WRONG);
    }
  });

  test("COG-SIN missing parameters are named", async () => {
    const { client, app } = await aWorld();
    const start = (AuthParameters: Record<string, string>) =>
      refusalOf(
        client.send(
          new InitiateAuthCommand({ ClientId: app, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters }),
        ),
      );

    expect(await start({ PASSWORD })).toBe("InvalidParameterException: Missing required parameter USERNAME");
    expect(await start({ USERNAME: ANN })).toBe(
      "InvalidParameterException: Missing required parameter PASSWORD",
    );
    expect(await start({ USERNAME: ANN, PASSWORD: "" })).toBe(
      "InvalidParameterException: Missing required parameter PASSWORD",
    );
  });

  test("COG-SIN-1 an unknown user is told apart only where the client allows it", async () => {
    const { withPassword, app, silent } = await aWorld();

    expect(await refusalOf(withPassword(app, "nobody@example.com"))).toBe(
      "UserNotFoundException: User does not exist.",
    );
    expect(await refusalOf(withPassword(silent, "nobody@example.com"))).toBe(WRONG);
    expect(await refusalOf(withPassword(silent, "x".repeat(100_000)))).toBe(WRONG);
    expect((await withPassword(silent, ANN)).AuthenticationResult).toBeDefined();
  });

  test("COG-SIN-2 a disabled user does not sign in; who does not know the password learns nothing", async () => {
    const { withPassword, client, pool, app, silent } = await aWorld();
    await client.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: ANN }));
    const disabled = "NotAuthorizedException: User is disabled.";

    expect(await refusalOf(withPassword(app, ANN))).toBe(disabled);
    expect(await refusalOf(withPassword(silent, ANN))).toBe(disabled);
    expect(await refusalOf(withPassword(silent, ANN, "wrong"))).toBe(WRONG);
  });

  test("COG-SIN-3 an unconfirmed user does not sign in until somebody confirms", async () => {
    const { withPassword, client, pool, app, silent } = await aWorld();
    const Username = "new@example.com";
    await client.send(new SignUpCommand({ ClientId: app, Username, Password: PASSWORD }));
    const unconfirmed = "UserNotConfirmedException: User is not confirmed.";

    expect(await refusalOf(withPassword(app, Username))).toBe(unconfirmed);
    expect(await refusalOf(withPassword(silent, Username))).toBe(unconfirmed);
    expect(await refusalOf(withPassword(silent, Username, "wrong"))).toBe(WRONG);
    await client.send(new AdminConfirmSignUpCommand({ UserPoolId: pool, Username }));
    expect((await withPassword(app, Username)).AuthenticationResult).toBeDefined();
    expect(await refusalOf(client.send(new AdminConfirmSignUpCommand({ UserPoolId: pool, Username })))).toBe(
      "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED",
    );
  });

  test("COG-SIN-4 after an administrator's reset the old password opens nothing", async () => {
    const { withPassword, client, pool, app } = await aWorld();
    await client.send(new AdminResetUserPasswordCommand({ UserPoolId: pool, Username: ANN }));

    expect(await refusalOf(withPassword(app, ANN))).toBe(
      "PasswordResetRequiredException: Password reset required for the user",
    );
    expect(await refusalOf(withPassword(app, ANN, "wrong"))).toBe(WRONG);
  });

  test("COG-SIN-5 a temporary password ends after the days of the pool", async () => {
    const { withPassword, createPerson, clock, pool, app } = await aWorld();
    await createPerson(pool, "tmp@example.com", false);
    clock.advanceSeconds(7 * 86_400 - 1);

    expect((await withPassword(app, "tmp@example.com")).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    clock.advanceSeconds(1);
    expect(await refusalOf(withPassword(app, "tmp@example.com"))).toBe(
      "NotAuthorizedException: Temporary password has expired and must be reset by an administrator.",
    );
  });

  test("COG-LCK-1 five failures lock for a second, then for two; success resets", async () => {
    const { withPassword, clock, app } = await aWorld();
    const fail = () => refusalOf(withPassword(app, ANN, "wrong"));
    for (let count = 1; count <= 5; count += 1) expect(await fail()).toBe(WRONG);

    expect(await refusalOf(withPassword(app, ANN))).toBe(LOCKED);
    expect(await fail()).toBe(LOCKED);
    clock.advanceSeconds(1);
    expect(await fail()).toBe(WRONG);
    clock.advanceSeconds(1.999);
    expect(await refusalOf(withPassword(app, ANN))).toBe(LOCKED);
    clock.advanceSeconds(0.001);
    expect((await withPassword(app, ANN)).AuthenticationResult).toBeDefined();
    for (let count = 1; count <= 4; count += 1) expect(await fail()).toBe(WRONG);
    expect((await withPassword(app, ANN)).AuthenticationResult).toBeDefined();
  });

  test("COG-LCK-2 of many guesses made at once only five are answered", async () => {
    const { withPassword, app } = await aWorld();
    const guesses = Array.from({ length: 20 }, (_, index) =>
      refusalOf(withPassword(app, ANN, `guess-${index}`)),
    );
    const answers = await Promise.all(guesses);

    expect(answers.filter((answer) => answer === WRONG)).toHaveLength(5);
    expect(answers.filter((answer) => answer === LOCKED)).toHaveLength(15);
  });

  test("COG-LCK-3 a lock outlives a restart, and unknown names lock like known ones", async () => {
    const database = openDatabase(":memory:");
    const clock = new ManualClock();
    const { withPassword, app, silent } = await aWorld({ database, clock });
    for (let count = 1; count <= 5; count += 1) {
      await refusalOf(withPassword(app, ANN, "wrong"));
      await refusalOf(withPassword(silent, "nobody@example.com", "wrong"));
    }
    const restarted = await createWorld({ database, clock });
    worlds.push(restarted);

    expect(await refusalOf(restarted.withPassword(app, ANN))).toBe(LOCKED);
    expect(await refusalOf(restarted.withPassword(silent, "nobody@example.com"))).toBe(LOCKED);
    expect(await refusalOf(restarted.withPassword(silent, "other@example.com"))).toBe(WRONG);
  });

  test("COG-FLW-1 a client signs in by its own flows only", async () => {
    const { client, createClient, pool } = await aWorld();
    const closed = (await createClient(pool, { ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"] })).id;
    const start = (
      AuthFlow: "USER_SRP_AUTH" | "USER_PASSWORD_AUTH" | "CUSTOM_AUTH" | "ADMIN_USER_PASSWORD_AUTH",
    ) =>
      refusalOf(
        client.send(
          new InitiateAuthCommand({ ClientId: closed, AuthFlow, AuthParameters: { USERNAME: ANN } }),
        ),
      );

    expect(await start("USER_SRP_AUTH")).toBe(
      "InvalidParameterException: USER_SRP_AUTH is not enabled for the client.",
    );
    expect(await start("USER_PASSWORD_AUTH")).toBe(
      "InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client",
    );
    expect(await start("CUSTOM_AUTH")).toBe(
      "InvalidParameterException: CUSTOM_AUTH is not enabled for the client.",
    );
    expect(await start("ADMIN_USER_PASSWORD_AUTH")).toBe(
      "InvalidParameterException: Initiate Auth method not supported",
    );
  });

  test("COG-SEC-1 a client with a secret proves it; a public one must not pretend", async () => {
    const { client, createClient, pool, app } = await aWorld();
    const own = await createClient(pool, { GenerateSecret: true });
    const start = (ClientId: string, SECRET_HASH?: string) =>
      refusalOf(
        client.send(
          new InitiateAuthCommand({
            ClientId,
            AuthFlow: "USER_PASSWORD_AUTH",
            AuthParameters: {
              USERNAME: ANN,
              PASSWORD,
              ...(SECRET_HASH === undefined ? {} : { SECRET_HASH }),
            },
          }),
        ),
      );

    expect(await start(own.id, secretHash(own.secret, ANN, own.id))).toBe("not refused");
    expect(await start(own.id)).toBe(
      `NotAuthorizedException: Client ${own.id} is configured with secret but SECRET_HASH was not received`,
    );
    const wrong = (id: string) => `NotAuthorizedException: Unable to verify secret hash for client ${id}`;
    expect(await start(own.id, secretHash(own.secret, "bob", own.id))).toBe(wrong(own.id));
    expect(await start(own.id, secretHash("other", ANN, own.id))).toBe(wrong(own.id));
    expect(await start(app, "AAAA")).toBe(wrong(app));
    expect(await start("unknown")).toBe(
      "ResourceNotFoundException: User pool client unknown does not exist.",
    );
  });

  test("COG-TRG pre-authentication runs before the password and keeps people out", async () => {
    const events: Record<string, unknown>[] = [];
    const functionInvoker: FunctionInvoker = {
      invoke: async ({ payload }) => {
        events.push(JSON.parse(payload.toString()) as Record<string, unknown>);
        return { kind: "function-error", payload: Buffer.from('{"errorMessage":"Not today"}') };
      },
    };
    const world = await aWorld({ functionInvoker });
    const LambdaConfig = { PreAuthentication: "arn:aws:lambda:eu-west-1:123456789012:function:pre" };
    const pool = await world.createPool({ LambdaConfig });
    const silent = (await world.createClient(pool, { PreventUserExistenceErrors: "ENABLED" })).id;
    await world.createPerson(pool, ANN);
    const refusal = "UserLambdaValidationException: PreAuthentication failed with error Not today.";

    expect(await refusalOf(world.withPassword(silent, ANN, "wrong"))).toBe(refusal);
    expect(await refusalOf(world.withPassword(silent, "nobody@example.com"))).toBe(refusal);
    expect(events.map(({ request }) => (request as Record<string, unknown>)["userNotFound"])).toEqual([
      false,
      true,
    ]);
  });
});
