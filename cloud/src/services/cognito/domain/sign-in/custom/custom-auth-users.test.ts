import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ManualClock } from "../../../../../core/testing/manual-clock.ts";
import { refusalOf } from "../../../testing/administration.ts";
import { createCustomAuthWorld } from "../../../testing/custom-auth-world.ts";
import { PASSWORD } from "../../../testing/sign-in-world.ts";

const INVALID = "NotAuthorizedException: Invalid session for the user.";
const WRONG = "NotAuthorizedException: Incorrect username or password.";
const ANN = "ann@example.com";

let world: Awaited<ReturnType<typeof createCustomAuthWorld<ManualClock>>>;
let pool: string;
let app: string;
/** Tells nobody who exists. */
let secretive: string;

beforeAll(async () => {
  world = await createCustomAuthWorld(new ManualClock());
  pool = await world.createPool();
  app = (await world.createClient(pool)).id;
  secretive = (await world.createClient(pool, { PreventUserExistenceErrors: "ENABLED" })).id;
  await world.createPerson(pool, ANN);
});
beforeEach(() => world.reset());
afterAll(() => world.close());

describe("who signs in", () => {
  test("COG-66 a client that tells says that there is no such user, and runs no function", async () => {
    expect(await refusalOf(world.start(app, "nobody@example.com"))).toBe(
      "UserNotFoundException: User does not exist.",
    );
    expect(world.events).toEqual([]);
  });

  test("COG-66 a client that conceals plays the sign-in of an unknown user to its end", async () => {
    const known = await world.start(secretive, ANN);
    expect(world.events[0]?.request.userNotFound).toBe(false);
    world.reset();
    const begun = await world.start(secretive, "nobody@example.com");
    expect(begun).toMatchObject({ ChallengeName: "CUSTOM_CHALLENGE" });
    expect(begun.Session?.length).toBe(known.Session?.length);
    const name = begun.ChallengeParameters?.["USERNAME"] ?? "";
    expect(name).toMatch(/^[0-9a-f-]{36}$/);
    expect((await world.start(secretive, "nobody@example.com")).ChallengeParameters?.["USERNAME"]).toBe(name);
    expect(world.events[0]).toMatchObject({
      userName: "nobody@example.com",
      request: { userNotFound: true, userAttributes: {}, session: [] },
    });

    const answer = (Session: string | undefined, USERNAME: string, ANSWER: string) =>
      world.respond(secretive, Session, { USERNAME, ANSWER });
    expect(await refusalOf(answer(begun.Session, "another@example.com", "red"))).toBe(INVALID);
    const again = await answer(begun.Session, name, "red");
    expect(again).toMatchObject({ ChallengeName: "CUSTOM_CHALLENGE" });
    // The function would give tokens; the pool has nobody to give them to.
    expect(await refusalOf(answer(again.Session, "nobody@example.com", "blue"))).toBe(WRONG);
  });

  test("COG-66 a user made meanwhile does not inherit the sign-in of an unknown one", async () => {
    const { Session } = await world.start(secretive, "late@example.com");
    await world.createPerson(pool, "late@example.com");
    expect(
      await refusalOf(world.respond(secretive, Session, { USERNAME: "late@example.com", ANSWER: "blue" })),
    ).toBe(WRONG);
  });

  test("COG-66 a user removed meanwhile is nobody's sign-in", async () => {
    const gone = await world.createPerson(pool, "gone@example.com");
    const { Session } = await world.start(secretive, "gone@example.com");
    await world.client.send(new AdminDeleteUserCommand({ UserPoolId: pool, Username: gone }));
    expect(await refusalOf(world.respond(secretive, Session, { USERNAME: gone, ANSWER: "blue" }))).toBe(
      INVALID,
    );
  });

  test.each<[string, (Username: string) => Promise<unknown>, string]>([
    [
      "disabled",
      (Username) => world.client.send(new AdminDisableUserCommand({ UserPoolId: pool, Username })),
      "NotAuthorizedException: User is disabled.",
    ],
    [
      "reset",
      (Username) => world.client.send(new AdminResetUserPasswordCommand({ UserPoolId: pool, Username })),
      "PasswordResetRequiredException: Password reset required for the user",
    ],
  ])(
    "COG-61 a user who is %s gets no tokens, and a client that conceals tells only at the end",
    async (state, change, refusal) => {
      const login = `${state}@example.com`;
      const sub = await world.createPerson(pool, login);
      await change(sub);
      const { Session, ChallengeName } = await world.start(secretive, login);
      expect(ChallengeName).toBe("CUSTOM_CHALLENGE");
      const again = await world.respond(secretive, Session, { USERNAME: sub, ANSWER: "red" });
      expect(again.ChallengeName).toBe("CUSTOM_CHALLENGE");
      expect(
        await refusalOf(world.respond(secretive, again.Session, { USERNAME: sub, ANSWER: "blue" })),
      ).toBe(refusal);
    },
  );

  test("COG-61 unconfirmed and disabled users are told at once where users are not concealed", async () => {
    const signUp = { ClientId: app, Username: "new@example.com", Password: PASSWORD };
    await world.client.send(new SignUpCommand(signUp));
    expect(await refusalOf(world.start(app, "new@example.com"))).toBe(
      "UserNotConfirmedException: User is not confirmed.",
    );
    const off = await world.createPerson(pool, "off@example.com");
    await world.client.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: off }));
    expect(await refusalOf(world.start(app, "off@example.com"))).toBe(
      "NotAuthorizedException: User is disabled.",
    );
  });

  test("COG-61 a user disabled between two answers gets no tokens", async () => {
    const sub = await world.createPerson(pool, "turned@example.com");
    const { Session } = await world.start(app, "turned@example.com");
    world.functions.set("DefineAuthChallenge", async () => {
      await world.client.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: sub }));
      return { issueTokens: true };
    });
    expect(await refusalOf(world.respond(app, Session, { USERNAME: sub, ANSWER: "blue" }))).toBe(
      "NotAuthorizedException: User is disabled.",
    );
  });

  test("COG-61 an invited user needs no new password here: none was shown", async () => {
    const sub = await world.createPerson(pool, "invited@example.com", false);
    const { Session } = await world.start(app, "invited@example.com");
    const done = await world.respond(app, Session, { USERNAME: sub, ANSWER: "blue" });
    expect(done.AuthenticationResult).toBeDefined();
  });
});
