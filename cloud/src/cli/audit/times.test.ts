import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CATALOGUE } from "../../audit/catalogue/index.ts";
import { type AuditOptions, runAudit } from "../../audit/run.ts";
import { systemClock } from "../../core/clock.ts";
import type { RunningCloud } from "../../library/running-cloud.ts";
import { startCloud } from "../../library/start-cloud.ts";
import { parseAccess } from "../../runtime/project/access-file.ts";
import { openKeptTokens } from "./kept-tokens-file.ts";
import { localTarget } from "./target.ts";
import { localTimes } from "./times.ts";

const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties: { UsernameAttributes: [email], AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref Pool, ExplicitAuthFlows: [ALLOW_USER_SRP_AUTH] }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      MethodSettings: [{ HttpMethod: "*", ResourcePath: /*, ThrottlingRateLimit: 1, ThrottlingBurstLimit: 12 }]
      Auth: { DefaultAuthorizer: Pool, Authorizers: { Pool: { UserPoolArn: !GetAtt Pool.Arn } } }
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      InlineCode: 'exports.handler = async () => ({ statusCode: 200, body: "{}" });'
      Events:
        List: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /orders, Method: GET } }
`;

const folder = mkdtempSync(join(tmpdir(), "portcullis-times-"));
let running: RunningCloud;
beforeAll(async () => {
  running = await startCloud({ state: folder });
  await running.deploy({ name: "shop", template: TEMPLATE });
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

async function expiry(times: Pick<AuditOptions, "at" | "kept">) {
  const { port, region, credentials } = running;
  const stacks = async () => [{ name: "shop", status: "", outputs: {}, held: [], leftOut: [] }];
  const { results } = await runAudit({
    ...times,
    target: await localTarget({ region, credentials, running: { port }, stacks }, []),
    checks: CATALOGUE.filter(({ id }) => id === "TOK-08"),
    declared: parseAccess({}, "access"),
    sources: new Map(),
    baseline: { accepted: [] },
    failOn: "high",
    strict: false,
    clock: systemClock,
    runId: "1a2b",
    tool: "portcullis 0",
  });
  return results[0];
}

describe("TOK-08 of a running cloud", () => {
  test("AUDIT-14 the genuine token is asked of a twin, a second and a day after its end", async () => {
    const times = localTimes(folder);
    const result = await expiry(times);
    await times.close();

    // Changed times, one second before the end, one after, one day after.
    expect(result).toMatchObject({ verdict: "held", held: 4, reasons: [], findings: [] });
    expect(() => readFileSync(join(folder, "audit-tokens.json"))).toThrow("ENOENT");
  });

  test("AUDIT-14 where the twin takes a token after its end, it is found", async () => {
    const times = localTimes(folder);
    // A twin whose clock does not follow: exp is not looked at.
    const first = { at: 0 };
    const stuck = async (epochSeconds: number) => {
      first.at ||= epochSeconds;
      return times.at?.(first.at);
    };
    const result = await expiry({ at: stuck });
    await times.close();

    expect(result?.findings.map(({ what }) => what)).toEqual([
      "GET /orders answered 204 to a token that ended a second ago.",
    ]);
  });

  test("AUDIT-15 without a twin a token is kept for its owner alone, until it has ended", async () => {
    const result = await expiry({ kept: openKeptTokens(folder) });

    const file = join(folder, "audit-tokens.json");
    expect(result?.reasons).toEqual([expect.stringMatching(/run again after \d{4}-.*Z$/)]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const [kept, ...more] = JSON.parse(readFileSync(file, "utf8")).tokens;
    expect(more).toEqual([]);
    expect(kept).toEqual({ api: expect.any(String), route: "GET /orders", token: expect.any(String) });
    expect(openKeptTokens(folder).of(kept.api, kept.route)).toBe(kept.token);
  });

  test("DOOR-30 git leaves out a folder that a token makes, and a folder that is there stays as it is", () => {
    const place = mkdtempSync(join(folder, "place-"));
    const [made, project] = [join(place, ".portcullis"), place];
    const token = { api: "a", route: "GET /", token: "t" };
    openKeptTokens(made).keep(token);
    openKeptTokens(project).keep(token);

    expect(readFileSync(join(made, ".gitignore"), "utf8")).toContain("\n*\n");
    expect(() => readFileSync(join(project, ".gitignore"))).toThrow("ENOENT");
  });

  test.each(["", "{", "null", '{"tokens":[null,{"api":1}]}'])(
    "AUDIT-15 a file that is cut off or another's holds no token: %j",
    (text) => {
      const place = mkdtempSync(join(tmpdir(), "portcullis-kept-"));
      writeFileSync(join(place, "audit-tokens.json"), text);
      const kept = openKeptTokens(place);
      expect(kept.of("a", "GET /")).toBeUndefined();
      kept.keep({ api: "a", route: "GET /", token: "t" });
      expect(openKeptTokens(place).of("a", "GET /")).toBe("t");
      kept.forget("a", "GET /");
      expect(openKeptTokens(place).of("a", "GET /")).toBeUndefined();
      rmSync(place, { recursive: true, force: true });
    },
  );

  test("AUDIT-14 there is no twin of a folder that no cloud serves", async () => {
    const place = mkdtempSync(join(tmpdir(), "portcullis-none-"));
    expect(await localTimes(place).at?.(0)).toBeUndefined();
    rmSync(place, { recursive: true, force: true });
  });
});
