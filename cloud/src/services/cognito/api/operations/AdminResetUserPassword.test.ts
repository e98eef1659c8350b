import {
  AdminResetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "vitest";
import { Browser, locationOf } from "../../hosted/testing/browser.ts";
import { authorize, exchangeCode, obtainCode, signIn } from "../../hosted/testing/journeys.ts";
import { createWorld as createHostedWorld } from "../../hosted/testing/world.ts";
import { refusalOf } from "../../testing/administration.ts";
import { createWorld, PASSWORD } from "../../testing/sign-in-world.ts";

const RESET = "PasswordResetRequiredException: Password reset required for the user";

describe("AdminResetUserPassword", () => {
  test("COG-SIN-4 a challenge that the old password opened ends", async () => {
    const world = await createWorld();
    const pool = await world.createPool();
    const app = (await world.createClient(pool)).id;
    await world.requireMfa(pool, "ON");
    const Username = await world.createPerson(pool, "ann@example.com");
    const setUp = await world.withPassword(app, Username, PASSWORD);
    const associated = await world.client.send(new AssociateSoftwareTokenCommand({ Session: setUp.Session }));
    const secret = associated.SecretCode ?? "";
    const verified = await world.client.send(
      new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode: world.appCode(secret) }),
    );
    await world.answer(app, "MFA_SETUP", verified.Session, { USERNAME: Username });
    const { Session } = await world.withPassword(app, Username, PASSWORD);
    const again = await world.withPassword(app, Username, PASSWORD);
    world.clock.advanceSeconds(30);
    const code = { USERNAME: Username, SOFTWARE_TOKEN_MFA_CODE: world.appCode(secret) };
    expect(
      (await world.answer(app, "SOFTWARE_TOKEN_MFA", again.Session, code)).AuthenticationResult,
    ).toBeDefined();

    await world.client.send(new AdminResetUserPasswordCommand({ UserPoolId: pool, Username }));

    world.clock.advanceSeconds(30);
    const next = { USERNAME: Username, SOFTWARE_TOKEN_MFA_CODE: world.appCode(secret) };
    expect(await refusalOf(world.answer(app, "SOFTWARE_TOKEN_MFA", Session, next))).toBe(RESET);
    await world.close();
  });

  test.each(["while it is open", "after the new password was set"])(
    "COG-SIN-4 a code and a browser's session of before the reset give no tokens, %s",
    async (when) => {
      const world = createHostedWorld();
      const user = await world.addUser();
      const browser = new Browser(world.hosted);
      await signIn(world, { browser });
      expect(locationOf(await authorize(world, {}, browser))).toMatch(/[?&]code=/);
      const code = await obtainCode(world);

      world.clock.advanceSeconds(1);
      const status = when === "while it is open" ? "RESET_REQUIRED" : "CONFIRMED";
      world.stores.users.replace(world.pool, { ...user, status, resetAt: world.clock.now() });

      expect((await exchangeCode(world, code)).document).toEqual({ error: "invalid_grant" });
      expect(locationOf(await authorize(world, {}, browser))).toMatch(/\/login\?/);
      if (status === "CONFIRMED") {
        expect((await exchangeCode(world, await obtainCode(world))).status).toBe(200);
      }
    },
  );

  test("COG-SIN-4 no way to tokens for who is to set a new password", async () => {
    const world = createHostedWorld();
    const user = await world.addUser();
    const request = {
      pool: world.pool,
      client: world.client,
      user,
      cause: "TokenGeneration_HostedAuth",
      scopes: ["openid"],
      oauth: true,
      authenticatedAt: world.clock.now(),
    } as const;
    expect((await world.tokens.issue(request)).accessToken).not.toBe("");
    world.stores.users.replace(world.pool, { ...user, status: "RESET_REQUIRED" });
    expect(await refusalOf(world.tokens.issue(request))).toMatch(/Password reset required for the user$/);
  });
});
