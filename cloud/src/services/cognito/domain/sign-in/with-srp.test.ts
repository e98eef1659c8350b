import {
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ManualClock } from "../../../../core/testing/manual-clock.ts";
import { refusalOf } from "../../testing/administration.ts";
import { claimsOf, createWorld, PASSWORD } from "../../testing/sign-in-world.ts";
import { claimSignature, GROUP_BYTES, N, scrambler, sessionKey } from "../srp/protocol.ts";
import { formatTimestamp } from "./with-srp.ts";

const WRONG = "NotAuthorizedException: Incorrect username or password.";
const ANN = "ann@example.com";
const clock = new ManualClock();
let world: Awaited<ReturnType<typeof createWorld>>;
let pool = "";
let app = "";
let sub = "";

beforeAll(async () => {
  world = await createWorld({ clock });
  pool = await world.createPool();
  app = (await world.createClient(pool)).id;
  sub = await world.createPerson(pool, ANN);
});
afterAll(() => world.close());

describe("USER_SRP_AUTH", () => {
  test("COG-SRP the right password gives tokens; the challenge carries no session", async () => {
    const { begun, parameters, responses, finish } = await world.startSrp(pool, app, ANN);
    const { AuthenticationResult, ChallengeParameters } = await finish(responses());

    expect(begun.ChallengeName).toBe("PASSWORD_VERIFIER");
    expect(begun.Session).toBeUndefined();
    expect(parameters["USERNAME"]).toBe(sub);
    expect(parameters["USER_ID_FOR_SRP"]).toBe(sub);
    expect(parameters["SALT"]).toMatch(/^[0-9a-f]{32}$/);
    expect(ChallengeParameters).toEqual({});
    expect(AuthenticationResult).toMatchObject({ TokenType: "Bearer", ExpiresIn: 3600 });
    expect(claimsOf(AuthenticationResult?.AccessToken)).toMatchObject({
      sub,
      username: sub,
      client_id: app,
      token_use: "access",
      scope: "aws.cognito.signin.user.admin",
    });
  });

  test("COG-SRP the e-mail may be named again in the answer, another person may not", async () => {
    const right = await world.startSrp(pool, app, ANN);
    const tokens = await right.finish({ ...right.responses(), USERNAME: ANN });
    await world.createPerson(pool, "eve@example.com");
    const foreign = await world.startSrp(pool, app, ANN);

    expect(tokens.AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusalOf(foreign.finish({ ...foreign.responses(), USERNAME: "eve@example.com" }))).toBe(
      WRONG,
    );
  });

  test("COG-SRP-2 wrong password, signature, block or client: one sentence for all", async () => {
    const other = await world.createClient(pool);
    const attempt = async (spoil: (good: Record<string, string>) => Record<string, string>, client = app) => {
      clock.advanceSeconds(1_000);
      const { responses, finish } = await world.startSrp(pool, app, ANN);
      return refusalOf(finish(spoil(responses()), client));
    };
    const foreign = await world.startSrp(pool, other.id, ANN);

    expect(await attempt((good) => ({ ...good, PASSWORD_CLAIM_SIGNATURE: "AAAA" }))).toBe(WRONG);
    expect(await attempt((good) => ({ ...good, PASSWORD_CLAIM_SECRET_BLOCK: "AAAA" }))).toBe(WRONG);
    expect(await attempt((good) => good, other.id)).toBe(WRONG);
    expect(
      await attempt((good) => ({
        ...good,
        PASSWORD_CLAIM_SECRET_BLOCK: foreign.parameters["SECRET_BLOCK"] ?? "",
      })),
    ).toBe(WRONG);
    const { responses, finish } = await world.startSrp(pool, app, ANN);
    expect(await refusalOf(finish(responses("wrong-Passw0rd")))).toBe(WRONG);
  });

  test("COG-SRP-2 a block is answered once, and only while it lasts", async () => {
    const once = await world.startSrp(pool, app, ANN);
    const responses = once.responses();
    await once.finish(responses);
    const again = await refusalOf(once.finish(responses));
    const late = await world.startSrp(pool, app, ANN);
    clock.advanceSeconds(180);

    expect(again).toBe(WRONG);
    expect(await refusalOf(late.finish(late.responses()))).toBe(WRONG);
  });

  test("COG-SRP-3 TIMESTAMP has AWS's format, in any case and of any day, and the proof is over it", async () => {
    const at = async (timestamp: string, signed = timestamp) => {
      clock.advanceSeconds(1_000);
      const { responses, finish } = await world.startSrp(pool, app, ANN);
      return refusalOf(finish({ ...responses(PASSWORD, signed), TIMESTAMP: timestamp }));
    };
    const format =
      "InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english";
    const day = formatTimestamp(Date.UTC(2026, 8, 3, 8, 5, 9));
    expect(day).toBe("Thu Sep 3 08:05:09 UTC 2026");

    for (const text of [
      formatTimestamp(clock.now()),
      day,
      day.toUpperCase(),
      day.toLowerCase(),
      day.replace("UTC", "GMT"),
      day.replace(" 3 ", " 03 "),
    ]) {
      expect([text, await at(text)]).toEqual([text, "not refused"]);
    }
    expect(await at(day.toUpperCase(), day)).toBe("not refused");
    expect(await at(day.replace("Thu", "Fri"))).toBe(WRONG);
    expect(await at(day, day.replace(":09", ":10"))).toBe(WRONG);
    expect(await at(day, day.replace("UTC", "GMT"))).toBe(WRONG);
    for (const text of [
      "2026-09-03T08:05:09Z",
      "Thu Sept 3 08:05:09 UTC 2026",
      "Thu Sep 3 08:05:09 CEST 2026",
      "Thu Xyz 3 08:05:09 UTC 2026",
      `${day} `,
    ]) {
      expect(await at(text)).toBe(format);
    }
  });

  test("COG-SRP-1 an A that hides the password gets a challenge, and no proof of it is right", async () => {
    const start = (SRP_A: string) =>
      world.client.send(
        new InitiateAuthCommand({
          ClientId: app,
          AuthFlow: "USER_SRP_AUTH",
          AuthParameters: { USERNAME: ANN, SRP_A },
        }),
      );
    for (const [SRP_A, clientPublic] of [
      ["0", Buffer.alloc(GROUP_BYTES)],
      ["00", Buffer.alloc(GROUP_BYTES)],
      [N.toString(16), Buffer.from(N.toString(16), "hex")],
    ] as const) {
      clock.advanceSeconds(1_000);
      const { ChallengeParameters: given = {} } = await start(SRP_A);
      const u = scrambler(
        clientPublic,
        Buffer.from((given["SRP_B"] ?? "").padStart(GROUP_BYTES * 2, "0"), "hex"),
      );
      const secretBlock = Buffer.from(given["SECRET_BLOCK"] ?? "", "base64");
      const timestamp = formatTimestamp(clock.now());
      // Who knows no password knows the secret of such an A: it is 0.
      const proof = claimSignature(
        sessionKey(u ?? Buffer.alloc(1), Buffer.alloc(1)),
        { userPoolId: pool, userId: given["USER_ID_FOR_SRP"] ?? "" },
        { secretBlock, timestamp },
      );
      const answer = new RespondToAuthChallengeCommand({
        ClientId: app,
        ChallengeName: "PASSWORD_VERIFIER",
        ChallengeResponses: {
          USERNAME: given["USER_ID_FOR_SRP"] ?? "",
          PASSWORD_CLAIM_SECRET_BLOCK: given["SECRET_BLOCK"] ?? "",
          PASSWORD_CLAIM_SIGNATURE: proof.toString("base64"),
          TIMESTAMP: timestamp,
        },
      });
      expect(await refusalOf(world.client.send(answer))).toBe(WRONG);
    }
    expect(await refusalOf(start((N + 1n).toString(16)))).toBe("InvalidParameterException: Invalid SRP_A");
    expect(await refusalOf(start("not hex"))).toBe("InvalidParameterException: Invalid SRP_A");
    expect(await refusalOf(start(""))).toBe("InvalidParameterException: Missing required parameter SRP_A");
  });

  test("COG-SIN-3 LEGACY tells at once that a user is not confirmed, ENABLED after the password", async () => {
    const open = await world.createPool({ UsernameAttributes: undefined });
    const legacy = (await world.createClient(open)).id;
    const silent = (await world.createClient(open, { PreventUserExistenceErrors: "ENABLED" })).id;
    await world.client.send(new SignUpCommand({ ClientId: legacy, Username: "new", Password: PASSWORD }));
    const unconfirmed = "UserNotConfirmedException: User is not confirmed.";

    expect(await refusalOf(world.startSrp(open, legacy, "new"))).toBe(unconfirmed);
    const { responses, finish } = await world.startSrp(open, silent, "new");
    expect(await refusalOf(finish(responses("wrong-Passw0rd")))).toBe(WRONG);
    const right = await world.startSrp(open, silent, "new");
    expect(await refusalOf(right.finish(right.responses()))).toBe(unconfirmed);
  });

  test("COG-SRP-2 an answer without answers names what is missing", async () => {
    const { finish, responses } = await world.startSrp(pool, app, ANN);
    const missing = "InvalidParameterException: Missing required parameter";
    expect(await refusalOf(finish({}))).toBe(`${missing} challenge responses.`);
    for (const name of ["USERNAME", "PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP"]) {
      expect(await refusalOf(finish({ ...responses(), [name]: "" }))).toBe(`${missing} ${name}`);
    }
  });

  test("COG-SIN-1 LEGACY tells that a user is unknown, ENABLED gives a stable challenge instead", async () => {
    const silent = await world.createClient(pool, { PreventUserExistenceErrors: "ENABLED" });
    const known = await world.startSrp(pool, silent.id, ANN);
    const first = await world.startSrp(pool, silent.id, "nobody@example.com");
    const second = await world.startSrp(pool, silent.id, "NOBODY@example.com");
    const third = await world.startSrp(pool, silent.id, "nobody@example.com");

    expect(await refusalOf(world.startSrp(pool, app, "nobody@example.com"))).toBe(
      "UserNotFoundException: User does not exist.",
    );
    expect(Object.keys(first.parameters).sort()).toEqual(Object.keys(known.parameters).sort());
    expect(first.parameters["USER_ID_FOR_SRP"]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(first.parameters["USER_ID_FOR_SRP"]?.charAt(14)).toBe(sub.charAt(14));
    expect(first.parameters["SALT"]).toMatch(/^[0-9a-f]{32}$/);
    expect(third.parameters["SALT"]).toBe(first.parameters["SALT"]);
    expect(third.parameters["USER_ID_FOR_SRP"]).toBe(first.parameters["USER_ID_FOR_SRP"]);
    expect(third.parameters["SRP_B"]).not.toBe(first.parameters["SRP_B"]);
    expect(second.parameters["SALT"]).not.toBe(first.parameters["SALT"]);
    expect(first.parameters["SECRET_BLOCK"]?.length).toBe(known.parameters["SECRET_BLOCK"]?.length);
    expect(await refusalOf(first.finish(first.responses()))).toBe(WRONG);
  });
});
