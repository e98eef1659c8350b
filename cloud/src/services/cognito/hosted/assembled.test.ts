import { expect, test } from "vitest";
import { createEndpoints } from "../../../core/endpoints.ts";
import { silentLogger } from "../../../core/logger.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { ManualClock } from "../../../core/testing/manual-clock.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createCognitoService } from "../index.ts";
import { permissiveAuthentication, TEST_SCOPE } from "../testing/administration.ts";
import { aClient, aPool, aUser } from "../testing/records.ts";
import { Browser, bodyOf, locationOf } from "./testing/browser.ts";
import { CALLBACK, PREFIX } from "./testing/world.ts";

const POLICY_PASSWORD = "Brand-New-Pass-1";

/** The whole service as the product assembles it: real passwords, codes and mailbox. */
function assemble() {
  const clock = new ManualClock();
  const database = openDatabase(":memory:");
  const service = createCognitoService({
    database,
    masterKey: Buffer.alloc(32, 7),
    clock,
    randomness: systemRandomness,
    scope: TEST_SCOPE,
    endpoints: createEndpoints({ port: 4566, region: "eu-west-1", issuerStyle: "local" }),
    authentication: permissiveAuthentication,
    authorization: { decide: () => ({ allowed: true, message: "", explanation: "" }) },
    functionInvoker: { invoke: () => Promise.reject(new Error("no functions here")) },
    trace: noTrace,
    logger: silentLogger,
  });
  const pool = aPool({ usernameAttributes: ["email"], autoVerifiedAttributes: ["email"] });
  const client = aClient({
    preventUserExistenceErrors: "ENABLED",
    oauthEnabled: true,
    oauthFlows: ["code"],
    oauthScopes: ["openid"],
    callbackUrls: [CALLBACK],
    identityProviders: ["COGNITO"],
  });
  const { stores } = service;
  stores.pools.insert(pool);
  stores.clients.insert(client);
  stores.domains.insert({ domain: PREFIX, userPoolId: pool.id, managedLoginVersion: 1, createdAt: 1 });
  const user = aUser({ attributes: { email: "ann@example.com", email_verified: "true" } });
  stores.users.insert(pool, { ...user, username: user.sub });
  const query = new URLSearchParams({ response_type: "code", client_id: client.id, redirect_uri: CALLBACK });
  return {
    service,
    database,
    browser: new Browser(service.hosted),
    at: (path: string) => `${path}?${query}`,
  };
}

test("a forgotten password is reset with the code from the mailbox, and the new one signs in", async () => {
  const { service, database, browser, at } = assemble();
  await browser.open(at("/forgotPassword"));
  await browser.submit(at("/forgotPassword"), { username: "nobody@example.com" });
  await browser.submit(at("/forgotPassword"), { username: "ann@example.com" });
  await expect.poll(() => service.mailbox.list().length).toBe(1);
  const { code = "" } = service.mailbox.list()[0] ?? {};
  const wrong = await browser.submit(at("/confirmForgotPassword"), {
    code: code === "000000" ? "111111" : "000000",
    password: POLICY_PASSWORD,
  });
  const right = await browser.submit(at("/confirmForgotPassword"), { code, password: POLICY_PASSWORD });
  const refused = await browser.submit(at("/login"), {
    username: "ann@example.com",
    password: "Wrong-Pass-1",
  });
  const signedIn = await browser.submit(at("/login"), {
    username: "ann@example.com",
    password: POLICY_PASSWORD,
  });
  await service.close();
  database.close();

  expect(bodyOf(wrong)).toContain("Invalid verification code provided, please try again.");
  expect(locationOf(right)).toBe(at("/login"));
  expect(bodyOf(refused)).toContain("Incorrect username or password.");
  expect(locationOf(signedIn)).toMatch(/^http:\/\/localhost:3000\/\?code=[0-9a-f-]{36}$/);
});
