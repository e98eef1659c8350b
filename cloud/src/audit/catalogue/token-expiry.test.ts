import { generateKeyPairSync, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createBaselines } from "../baselines.ts";
import type { AuditContext } from "../context.ts";
import type { RouteGuard, UserPool } from "../deployment/deployment.ts";
import { send } from "../http/send.ts";
import { apiOf, deploymentOf, resource, runCheckOn } from "../testing/fake-deployment.ts";
import { claimsOf } from "../tokens/forge.ts";
import { createKeptTokens, type KeptToken } from "../tokens/kept-tokens.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const JWK = { ...publicKey.export({ format: "jwk" }), kid: "k1", alg: "RS256" };
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const HOUR = 3_600;
const START = 1_800_000_000;

/** Seconds, of the audit and of the gateway. */
let now = START;
const genuine = new Set<string>();
function issue(more: object = {}): string {
  const claims = {
    iss: "https://x/eu-west-1_Pool",
    client_id: "c1",
    exp: now + HOUR,
    n: genuine.size,
    ...more,
  };
  const signed = `${encoded({ alg: "RS256", kid: "k1" })}.${encoded(claims)}`;
  const token = `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
  genuine.add(token);
  return token;
}

/** Whether a gateway lets a token in at a time. */
type Authorizer = (token: string, at: number) => boolean;
const VERIFIES: Authorizer = (token, at) => {
  const { exp, nbf = 0 } = claimsOf(token);
  return genuine.has(token) && Number(nbf) <= at && at < Number(exp);
};
const IGNORES_EXP: Authorizer = (token) => genuine.has(token);
const IGNORES_NBF: Authorizer = (token, at) => genuine.has(token) && at < Number(claimsOf(token)["exp"]);
const ALLOWS_AN_HOUR: Authorizer = (token, at) => VERIFIES(token, at - HOUR);
const REFUSES_ALL: Authorizer = () => false;

let server: Server;
let authorizer: Authorizer = VERIFIES;
/** What a copy's clock shows; undefined for the deployment itself. */
let copied: number | undefined;
let origin = "";
beforeAll(async () => {
  server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    if (request.url?.endsWith("jwks.json") === true) {
      response.end(JSON.stringify({ keys: [JWK] }));
      return;
    }
    const at = request.url?.startsWith("/copy") === true ? (copied ?? 0) : now;
    const isIn = authorizer(request.headers.authorization ?? "", at);
    response.writeHead(isIn ? 200 : 401).end(isIn ? "mine" : '{"message":"Unauthorized"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  now = START;
  genuine.clear();
});

interface Setting {
  readonly guard?: RouteGuard;
  readonly token?: string;
  readonly client?: string;
  readonly hasCopy?: boolean;
  readonly kept?: readonly KeptToken[];
  readonly copyLets?: Authorizer;
}

/** One run of TOK-08 with a fresh token, and what it keeps. */
async function run(lets: Authorizer, setting: Setting = {}) {
  const { guard = "FUNCTION", token = issue(), client = "c1", hasCopy = false } = setting;
  authorizer = lets;
  const ids = { id: "a1", name: "Asks", poolIds: [], ttlSeconds: 0, identitySource: "" } as const;
  const api = apiOf({ guard, authorizer: { ...ids, guard } });
  const at = (base: string) => ({ ...api, stages: api.stages.map((stage) => ({ ...stage, url: base })) });
  Object.assign(api, at(`${origin}/v1`));
  const clients = [{ id: client, resource: resource("Client", ""), settings: {} }];
  const pool: UserPool = {
    id: "eu-west-1_Pool",
    arn: "",
    resource: resource("Pool", "AWS::Cognito::UserPool"),
    settings: {},
    clients,
    groups: [],
    domain: undefined,
  };
  let saved = setting.kept ?? [];
  const deployment = deploymentOf({ apis: [api], pools: [pool] });
  const context = {
    target: { kind: "local", keysUrl: () => `${origin}/jwks.json` },
    people: { tokens: async () => ({ AccessToken: token, IdToken: token, RefreshToken: "r", ExpiresIn: 1 }) },
    baselines: createBaselines(
      () => ({ ...context, deployment, runId: "1", declared: { safe: [] } }) as never,
    ),
    clock: { now: () => now * 1000 },
    kept: createKeptTokens(saved, (tokens) => {
      saved = tokens;
    }),
    at: async (seconds: number) => {
      if (!hasCopy) return undefined;
      copied = seconds;
      authorizer = setting.copyLets ?? lets;
      return { ...context, runId: "1", deployment: deploymentOf({ apis: [at(`${origin}/copy`)] }) };
    },
    send,
  } as unknown as AuditContext;
  const result = await runCheckOn("TOK-08", { deployment, context });
  return { ...result, what: result.findings.map(({ what }) => what), saved };
}

describe("the token of an earlier run", () => {
  const route = { api: "api", route: "GET /orders" };

  test("AUDIT-15 a first run keeps its token and says when to run again; before that, the next keeps the same", async () => {
    const token = issue();
    const first = await run(VERIFIES, { token });
    expect(first.verdict).toBe("not checked");
    expect(first.reasons).toEqual([
      "a token of a removed user is kept until it has ended: run again after 2027-01-15T09:05Z",
    ]);
    expect(first.saved).toEqual([{ ...route, token }]);

    now += HOUR + 299;
    const second = await run(VERIFIES, { kept: first.saved });
    expect(second.reasons).toEqual(first.reasons);
    expect(second.saved).toEqual(first.saved);
  });

  test.each([
    ["TOK-08 holds where the authorizer looks at exp", VERIFIES, "held", [], 1],
    [
      "TOK-08 names an authorizer that ignores exp, and what works is not kept",
      IGNORES_EXP,
      "found",
      ["GET /orders answered 200 to a token that ended 48 h ago."],
      0,
    ],
  ] as const)("%s", async (_title, lets, verdict, what, count) => {
    const kept = [{ ...route, token: issue() }];
    now += HOUR + 48 * HOUR + 300;
    const result = await run(lets, { kept });
    expect(result).toMatchObject({ verdict, what });
    expect(result.saved).toHaveLength(count);
    expect(JSON.stringify(result.findings)).not.toContain("eyJ");
  });

  test("TOK-08 an hour of leeway is found within that hour", async () => {
    const kept = [{ ...route, token: issue() }];
    now += HOUR + 301;
    expect(
      (await run(ALLOWS_AN_HOUR, { kept, token: issue({ exp: now + 3 * HOUR, nbf: now - 2 * HOUR }) }))
        .verdict,
    ).toBe("found");
  });

  test("AUDIT-15 a token of another client, pool, key or kind is of no use: a fresh one takes its place", async () => {
    const odd = [
      issue({ client_id: "gone" }),
      issue({ iss: "https://x/eu-west-1_Gone" }),
      issue({ token_use: "id" }),
      issue().replace(/^[^.]+/, encoded({ alg: "RS256", kid: "gone" })),
    ];
    now += 3 * HOUR;
    for (const old of odd) {
      const token = issue();
      const { verdict, saved } = await run(IGNORES_EXP, { kept: [{ ...route, token: old }], token });
      expect({ verdict, saved }).toEqual({ verdict: "not checked", saved: [{ ...route, token }] });
    }
  });

  test("AUDIT-9 nothing is said, and nothing kept, of a route that answers every token alike", async () => {
    expect(await run(REFUSES_ALL)).toMatchObject({ verdict: "not checked", saved: [] });
  });
});

describe("a copy whose clock is ahead", () => {
  const copy = { guard: "COGNITO", hasCopy: true } as const;

  test("TOK-08 holds where the gateway looks at the time; no token is kept", async () => {
    expect(await run(VERIFIES, copy)).toMatchObject({ verdict: "held", held: 4, saved: [] });
  });

  test.each([
    ["exp", IGNORES_EXP, "a token that ended a second ago"],
    ["nbf", IGNORES_NBF, "a token whose nbf is a minute ahead"],
  ])("TOK-08 names a gateway that ignores %s", async (_claim, lets, what) => {
    const result = await run(lets, { ...copy, token: issue({ nbf: START }) });
    expect(result.what).toEqual([`GET /orders answered 200 to ${what}.`]);
  });

  test("AUDIT-9 a copy that refuses a good token says nothing", async () => {
    const { verdict, reasons } = await run(VERIFIES, { ...copy, copyLets: REFUSES_ALL });
    expect(verdict).toBe("not checked");
    expect(reasons[0]).toContain("a copy of GET /orders answered 401 to a token that had not ended yet");
  });

  test("AUDIT-15 of a function that decides a copy says nothing: it has the machine's clock", async () => {
    expect((await run(VERIFIES, { ...copy, guard: "FUNCTION" })).saved).toHaveLength(1);
  });
});
