import { generateKeyPairSync, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBaselines } from "../baselines.ts";
import type { AuditContext } from "../context.ts";
import type { UserPool } from "../deployment/deployment.ts";
import { send } from "../http/send.ts";
import { apiOf, deploymentOf, resource, runCheckOn } from "../testing/fake-deployment.ts";
import { claimsOf } from "../tokens/forge.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const JWK = { ...publicKey.export({ format: "jwk" }), kid: "k1", alg: "RS256" };
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const SIGNED = `${encoded({ alg: "RS256", kid: "k1" })}.${encoded({ sub: "eve", scope: "a" })}`;
const TOKEN = `${SIGNED}.${sign("sha256", Buffer.from(SIGNED), privateKey).toString("base64url")}`;

/** Whether a gateway lets a token in. */
type Authorizer = (token: string) => boolean;
const VERIFIES: Authorizer = (token) => token === TOKEN;
/** Reads the claims and believes them. */
const BELIEVES: Authorizer = (token) => claimsOf(token)["sub"] !== undefined;
const REFUSES_ALL: Authorizer = () => false;

let server: Server;
let authorizer: Authorizer = VERIFIES;
let origin = "";
let calls = 0;
let mostCalls = Number.POSITIVE_INFINITY;
beforeAll(async () => {
  // A connection that is closed while a busy machine reuses it is no answer of a gateway.
  server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    if (request.url?.endsWith("jwks.json") === true) {
      response.end(JSON.stringify({ keys: [JWK] }));
      return;
    }
    calls += 1;
    if (calls > mostCalls) {
      response.writeHead(429).end('{"message":"Too Many Requests"}');
      return;
    }
    const isIn = authorizer(request.headers.authorization ?? "");
    response.writeHead(isIn ? 200 : 401, isIn ? {} : { "x-amzn-errortype": "UnauthorizedException" });
    response.end(isIn ? "mine" : '{"message":"Unauthorized"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const POOL: UserPool = {
  id: "eu-west-1_Pool",
  arn: "",
  resource: resource("Pool", "AWS::Cognito::UserPool"),
  settings: {},
  clients: [{ id: "c1", resource: resource("Client", ""), settings: {} }],
  groups: [],
  domain: undefined,
};
const ASKS = {
  id: "a1",
  name: "Asks",
  guard: "FUNCTION",
  poolIds: [],
  ttlSeconds: 0,
  identitySource: "",
} as const;

function run(id: string, lets: Authorizer, most = Number.POSITIVE_INFINITY) {
  authorizer = lets;
  calls = 0;
  mostCalls = most;
  const api = apiOf({ guard: "FUNCTION", authorizer: ASKS });
  const stages = api.stages.map((stage) => ({ ...stage, url: `${origin}/v1` }));
  Object.assign(api, { stages });
  const deployment = deploymentOf({ apis: [api], pools: [POOL] });
  const context = {
    target: { kind: "local", keysUrl: () => `${origin}/jwks.json` },
    people: { tokens: async () => ({ AccessToken: TOKEN, IdToken: TOKEN, RefreshToken: "r", ExpiresIn: 1 }) },
    baselines: createBaselines(
      () => ({ ...context, deployment, runId: "1", declared: { safe: [] } }) as never,
    ),
    send,
  } as unknown as Partial<AuditContext>;
  return runCheckOn(id, { deployment, context });
}

describe("forged tokens at an authorizer of one's own", () => {
  test.each(["TOK-02", "TOK-03", "TOK-04", "TOK-05", "TOK-06", "TOK-07"])(
    "%s holds where tokens are verified",
    async (id) => {
      expect((await run(id, VERIFIES)).verdict).toBe("held");
    },
  );

  test("TOK-05 an authorizer that believes what it reads takes a broken token as a good one", async () => {
    const { verdict, findings } = await run("TOK-05", BELIEVES);
    expect(verdict).toBe("found");
    expect(findings[0]?.what).toContain("answers a token with a broken signature as it answers a good one");
  });

  test("TOK-03 an authorizer that believes what it reads takes a token that says it needs no signature", async () => {
    const { verdict, findings } = await run("TOK-03", BELIEVES);
    expect(verdict).toBe("found");
    expect(findings[0]?.what).toContain("200 to a token with alg none, no signature");
  });

  test("AUDIT-1 calls that are counted out say nothing of a token", async () => {
    const { verdict, findings, reasons } = await run("TOK-02", VERIFIES, 4);
    expect({ verdict, findings }).toEqual({ verdict: "not checked", findings: [] });
    expect(reasons[0]).toContain("are counted, and were too many");
  });

  test("AUDIT-9 TOK-03 says nothing of a route that asks for no token at all", async () => {
    expect((await run("TOK-03", () => true)).verdict).toBe("not checked");
  });

  test("TOK-03 an authorizer that looks at the signature only where there is one", async () => {
    const looks: Authorizer = (token) => token === TOKEN || (BELIEVES(token) && /\.$/.test(token));
    const { verdict, findings } = await run("TOK-03", looks);
    expect(verdict).toBe("found");
    expect(findings[0]?.evidence[0]?.curl).toContain('"Authorization: $TOKEN"');
  });

  test.each(["TOK-03", "TOK-04", "TOK-07"])(
    "AUDIT-9 %s says nothing of a route that answers every token alike",
    async (id) => {
      const { verdict, held, reasons } = await run(id, REFUSES_ALL);
      expect({ verdict, held }).toEqual({ verdict: "not checked", held: 0 });
      expect(reasons[0]).toContain("answers a good token and a broken one alike");
    },
  );
});
