import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { invocationsOf, logOf } from "../support/function-log.ts";
import { type Home, homeOf } from "../support/home.ts";
import { connectWithWill, type Listener, listenTo, report } from "../support/mqtt.ts";
import { type Product, type ProductFacts, startProduct } from "../support/product.ts";
import { type SignedIn, signInOverSrp } from "../support/srp.ts";
import { withAlgNone, withBrokenSignature, withClaims, withHmacOf } from "../support/tokens.ts";

const demo = join(import.meta.dirname, "..", "..", "stacks", "demo");

let product: Product;
let facts: ProductFacts;
let home: Home;
let admin: SignedIn;
let user: SignedIn;
let stranger: SignedIn;
let publicKey: string;

/** A product of the suite's own: it counts what runs, and hears everything that is published. */
beforeAll(async () => {
  product = await startProduct();
  ({ facts } = product);
  home = homeOf(facts);
  [admin, user, stranger] = await Promise.all([
    signInOverSrp(facts, home, home.admin),
    signInOverSrp(facts, home, home.user),
    strangerOfAnotherPool(),
  ]);
  publicKey = await (await fetch(`${facts.endpoint}/${home.userPoolId}/.well-known/jwks.json`)).text();
});
afterAll(async () => {
  await product.stop();
  rmSync(facts.stateDir, { recursive: true, force: true });
});

async function strangerOfAnotherPool(): Promise<SignedIn> {
  const { cognito } = clientsFor(facts);
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({ PoolName: "other", UsernameAttributes: ["email"] }),
  );
  const userPoolId = UserPool?.Id ?? "";
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId: userPoolId, ClientName: "other" }),
  );
  const person = { email: "stranger@example.com", password: "Str4nger-pass!" };
  await cognito.send(
    new AdminCreateUserCommand({ UserPoolId: userPoolId, Username: person.email, MessageAction: "SUPPRESS" }),
  );
  await cognito.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: userPoolId,
      Username: person.email,
      Password: person.password,
      Permanent: true,
    }),
  );
  return signInOverSrp(facts, { userPoolId, clientId: UserPoolClient?.ClientId ?? "" }, person);
}

async function call(path: string, init: RequestInit = {}) {
  const reply = await fetch(`${home.apiUrl}${path}`, init);
  return {
    status: reply.status,
    body: await reply.json(),
    errorType: reply.headers.get("x-amzn-errortype"),
    challenge: reply.headers.get("www-authenticate"),
  };
}

const picture = (token: string | undefined) =>
  call("/profile-image", token === undefined ? {} : { headers: { Authorization: token } });

const gate = (token: string | undefined, body: string) =>
  call("/gates/control", {
    method: "POST",
    body,
    headers: { "Content-Type": "application/json", ...(token === undefined ? {} : { Authorization: token }) },
  });

const UNAUTHORIZED = {
  status: 401,
  body: { message: "Unauthorized" },
  errorType: "UnauthorizedException",
  challenge: null,
};

describe("GET /profile-image (A2)", () => {
  test.each([
    ["admin", () => admin, "admin.png"],
    ["user", () => user, "user.png"],
  ])("%s gets their own picture", async (_name, tokens, file) => {
    for (const header of [tokens().access, `Bearer ${tokens().access}`]) {
      const reply = await picture(header);
      expect(reply.status).toBe(200);
      expect(Object.keys(reply.body)).toEqual(["image"]);
      expect(Buffer.from(reply.body.image, "base64").equals(readFileSync(join(demo, file)))).toBe(true);
    }
  });

  const REFUSED: [string, () => string | undefined][] = [
    ["no token", () => undefined],
    ["an empty header", () => ""],
    ["garbage", () => "garbage"],
    ["an ID token", () => user.id],
    ["a refresh token", () => user.refresh],
    ["a broken signature", () => withBrokenSignature(user.access)],
    ["changed claims", () => withClaims(user.access, { sub: "34c84488-e0e1-70ae-d2ee-991ad1a898c8" })],
    ["alg none", () => withAlgNone(user.access)],
    ["an HMAC under the public key", () => withHmacOf(user.access, publicKey)],
    ["another pool's token", () => stranger.access],
    ["two tokens", () => `${user.access} ${user.access}`],
    ["blanks before the token", () => `Bearer  ${user.access}`],
  ];

  test.each(REFUSED)("refuses %s", async (_name, token) => {
    expect(await picture(token())).toEqual(UNAUTHORIZED);
  });

  test("the function ran for those who were let in and for nobody else", async () => {
    expect((await picture(user.access)).status).toBe(200);
    await expect.poll(() => invocationsOf(facts, "GetProfileImage")).toBeGreaterThanOrEqual(5);
    expect(invocationsOf(facts, "GetProfileImage")).toBe(5);
  });
});

describe("POST /gates/control (A3)", () => {
  test.each(["open", "close"])("an administrator's %s reaches the subscriber", async (message) => {
    const listener: Listener = await listenTo(facts, "controlGate");
    const reply = await gate(admin.access, JSON.stringify({ topic: "controlGate", message }));
    expect(reply).toMatchObject({ status: 200, body: { message } });
    expect(await listener.next()).toEqual({ topic: "controlGate", payload: JSON.stringify({ message }) });
    await listener.close();
  });

  const REFUSED: [string, () => string | undefined][] = [
    ["a plain user", () => user.access],
    ["an administrator's ID token", () => admin.id],
    ["no token", () => undefined],
    ["a scope written into the token", () => withClaims(user.access, { scope: `Admins-${home.clientId}` })],
    ["alg none", () => withAlgNone(admin.access)],
    ["another pool's token", () => stranger.access],
    ["a broken signature", () => withBrokenSignature(admin.access)],
  ];

  test("refuses everybody else: no function runs, nothing is published", async () => {
    const listener = await listenTo(facts, "controlGate");
    for (const [name, token] of REFUSED) {
      expect(await gate(token(), '{"topic":"controlGate","message":"open"}'), name).toEqual(UNAUTHORIZED);
    }
    // The first thing heard, and the third thing run, is the administrator's own command.
    expect((await gate(admin.access, '{"message":"close"}')).status).toBe(200);
    expect(await listener.next()).toEqual({ topic: "controlGate", payload: '{"message":"close"}' });
    expect(listener.waiting()).toBe(0);
    await expect.poll(() => invocationsOf(facts, "ControlGate")).toBeGreaterThanOrEqual(3);
    expect(invocationsOf(facts, "ControlGate")).toBe(3);
    await listener.close();
  });

  const SHAPE =
    'The body must be a JSON object such as {"message": "open"} for the gate or {"image": "<base64>"} for a picture.';

  test.each([
    ['{"topic":"controlGate","message":"explode"}', 'The message must be "open" or "close".'],
    ['{"topic":"other","message":"open"}', 'The topic must be "controlGate".'],
    ['{"topic":"controlGate"', SHAPE],
    ["", SHAPE],
    ["[]", SHAPE],
    ['{"topic":"controlGate"}', SHAPE],
    ['{"message":["open"]}', SHAPE],
    ['{"message":"open","qos":0}', 'Unknown member "qos".'],
  ])("an administrator's bad body %s is 400 and says why", async (body, message) => {
    expect(await gate(admin.access, body)).toMatchObject({ status: 400, body: { message } });
  });
});

describe("POST /gates/control of a type without a model (A6)", () => {
  test.each([
    ["", "The body must be JSON."],
    ["[]", 'The body must be an object such as {"message": "open"}.'],
  ])("the function refuses %j by itself", async (body, message) => {
    const headers = { "Content-Type": "text/plain", Authorization: admin.access };
    const reply = await call("/gates/control", { method: "POST", body, headers });
    expect(reply).toMatchObject({ status: 400, body: { message } });
  });
});

describe("GET /gates/state (B5)", () => {
  const state = (token: string | undefined) =>
    call("/gates/state", token === undefined ? {} : { headers: { Authorization: token } });

  test("a gate that never reported is unknown", async () => {
    expect(await state(user.access)).toMatchObject({
      status: 200,
      body: { state: "unknown", reportedAt: null, connection: "unknown", connectionSince: null },
    });
  });

  test.each(["opening", "open", "closing", "closed"])(
    "%s, as the gate reports it over MQTT",
    async (said) => {
      const before = Date.now();
      await report(facts, "gateState", JSON.stringify({ state: said }));
      for (const { access } of [user, admin]) {
        const reply = await state(access);
        expect(reply).toMatchObject({ status: 200, body: { state: said } });
        expect(Date.parse(reply.body.reportedAt)).toBeGreaterThanOrEqual(before);
        expect(Object.keys(reply.body)).toEqual(["state", "reportedAt", "connection", "connectionSince"]);
      }
    },
  );

  test("DOOR-20 a gate whose connection is lost is offline by its last will, until it reports again", async () => {
    await report(facts, "gateState", '{"state":"open"}');
    const device = await connectWithWill(facts, { topic: "gateConnection", payload: '{"connected":false}' });
    await report(facts, "gateConnection", '{"connected":true}');
    expect((await state(user.access)).body).toMatchObject({ state: "open", connection: "online" });
    const before = Date.now();
    device.lose();
    await expect.poll(async () => (await state(user.access)).body.connection).toBe("offline");
    const { body } = await state(user.access);
    expect(body.state).toBe("open");
    expect(Date.parse(body.connectionSince)).toBeGreaterThanOrEqual(before);
    await report(facts, "gateState", '{"state":"closed"}');
    expect((await state(user.access)).body).toMatchObject({ state: "closed", connection: "online" });
  });

  test.each(["ajar", '{"state":"ajar"}', '{"state":{"state":"open"}}'])(
    "what is no state (%s) is unknown, not the state before, and is logged",
    async (said) => {
      await report(facts, "gateState", '{"state":"open"}');
      await report(facts, "gateState", said);
      expect(await state(user.access)).toMatchObject({ status: 200, body: { state: "unknown" } });
      await expect
        .poll(() => logOf(facts, "GetGateState"))
        .toContain(JSON.stringify({ payload: said }).slice(1, -1));
    },
  );

  const REFUSED: [string, () => string | undefined][] = [
    ["no token", () => undefined],
    ["an ID token", () => user.id],
    ["a broken signature", () => withBrokenSignature(user.access)],
    ["alg none", () => withAlgNone(user.access)],
    ["another pool's token", () => stranger.access],
  ];

  test.each(REFUSED)("refuses %s", async (_name, token) => {
    expect(await state(token())).toEqual(UNAUTHORIZED);
  });
});

describe("routes that are not there", () => {
  test("an unknown path without a token", async () => {
    expect(await call("/unknown")).toMatchObject({
      status: 403,
      body: { message: "Missing Authentication Token" },
      errorType: "MissingAuthenticationTokenException",
    });
  });

  test("another method with a bearer token is taken for a broken signature", async () => {
    const reply = await call("/profile-image", {
      method: "POST",
      headers: { Authorization: `Bearer ${user.access}` },
    });
    expect(reply).toMatchObject({ status: 403, errorType: "IncompleteSignatureException" });
    expect(reply.body.message).toMatch(
      /^Invalid key=value pair \(missing equal-sign\) in Authorization header/,
    );
  });

  test("another stage", async () => {
    const reply = await fetch(`${home.apiUrl.replace(/\/v1$/, "/v2")}/profile-image`);
    expect([reply.status, await reply.json()]).toEqual([403, { message: "Forbidden" }]);
  });
});

describe("CORS", () => {
  test("the preflight of the web app is answered without a token", async () => {
    const reply = await fetch(`${home.apiUrl}/gates/control`, {
      method: "OPTIONS",
      headers: {
        Origin: "http://localhost:3000",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
      },
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
    expect(reply.headers.get("access-control-allow-headers")).toMatch(/Authorization/i);
  });

  test("a refusal can be read by the web app and by no other origin", async () => {
    const reply = await fetch(`${home.apiUrl}/profile-image`, {
      headers: { Origin: "http://localhost:3000" },
    });
    expect([reply.status, reply.headers.get("access-control-allow-origin")]).toEqual([
      401,
      "http://localhost:3000",
    ]);
  });
});
