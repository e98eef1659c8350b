import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CATALOGUE } from "../../cloud/src/audit/catalogue/index.ts";
import type { AuditReport } from "../../cloud/src/audit/model.ts";
import { runAudit } from "../../cloud/src/audit/run.ts";
import { openKeptTokens } from "../../cloud/src/cli/audit/kept-tokens-file.ts";
import { awsTarget } from "../../cloud/src/cli/audit/target.ts";
import { readAwsEnvironment } from "../../cloud/src/cli/aws/aws-environment.ts";
import { offsetClock, systemClock } from "../../cloud/src/core/clock.ts";
import type { RunningCloud } from "../../cloud/src/library/running-cloud.ts";
import { startCloud } from "../../cloud/src/library/start-cloud.ts";
import { parseAccess } from "../../cloud/src/runtime/project/access-file.ts";
import { foundIn } from "./holed-home.ts";
import { openStandIn, type StandIn, type Weakness } from "./stand-in.ts";
import {
  API_KEY_ALONE,
  CACHED_BY_PATH,
  DECODES,
  lambdaAuthorizer,
  verifies,
} from "./stand-in-authorizers.ts";

const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties: { UsernameAttributes: [email], AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref Pool, ExplicitAuthFlows: [ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH] }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      MethodSettings: [{ HttpMethod: "*", ResourcePath: /*, ThrottlingRateLimit: 500, ThrottlingBurstLimit: 500 }]
      Auth: { DefaultAuthorizer: Pool, Authorizers: { Pool: { UserPoolArn: !GetAtt Pool.Arn } } }
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      InlineCode: 'exports.handler = async () => ({ statusCode: 200, headers: { "cache-control": "no-store" }, body: "{}" });'
      Events:
        Orders: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /orders, Method: GET } }
        Bills: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /bills, Method: GET } }
Outputs:
  PoolId: { Value: !Ref Pool }
`;

const folder = mkdtempSync(join(tmpdir(), "portcullis-refused-"));
let cloud: RunningCloud;
let standIn: StandIn;
/** What the template leaves open by itself. */
let usual: ReadonlySet<string>;
beforeAll(async () => {
  cloud = await startCloud();
  await cloud.deploy({ name: "shop", template: TEMPLATE });
  standIn = await openStandIn(cloud.port);
  usual = new Set(foundIn(await audit({})));
});
afterAll(async () => {
  await standIn.close();
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

const HOUR_MS = 3_600_000;

/** The whole catalogue, as on AWS, at a gateway that has this weakness. */
async function audit(weakness: Weakness, { aheadMs = 0, only = "" } = {}): Promise<AuditReport> {
  standIn.weaken(weakness);
  const { accessKeyId, secretAccessKey } = cloud.credentials;
  const shell = readAwsEnvironment({
    AWS_ENDPOINT_URL: standIn.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: cloud.region,
  });
  return runAudit({
    target: await awsTarget(shell, ["shop"]),
    checks: CATALOGUE.filter(({ id }) => id.startsWith(only)),
    declared: parseAccess({ safe: ["GET /orders", "GET /bills"] }, "access"),
    sources: new Map(),
    baseline: { accepted: [] },
    failOn: "high",
    strict: false,
    clock: offsetClock(systemClock, aheadMs),
    runId: "1a2b3c4d",
    tool: "portcullis 0",
    kept: openKeptTokens(folder),
  });
}

const newIn = (report: AuditReport): readonly string[] => foundIn(report).filter((id) => !usual.has(id));

describe("the whole audit names what this cloud refuses by name", () => {
  const verifying = (looksAtExp: boolean) =>
    verifies({ cloud: cloud.endpoint, pool: cloud.outputs()["PoolId"] ?? "", looksAtExp });
  const proper = () => verifying(true);

  test("a Lambda authorizer that verifies, and keeps nothing, is no hole", async () => {
    const report = await audit(lambdaAuthorizer({ asks: proper(), ttlSeconds: 0 }));
    expect(newIn(report)).toEqual([]);
    expect(report.people.left).toEqual([]);
    const tokens = report.results.filter(({ check }) => /^TOK-0[1-7]$/.test(check.id));
    expect(tokens.map(({ check, verdict }) => `${check.id} ${verdict}`)).toEqual(
      ["TOK-01", "TOK-02", "TOK-03", "TOK-04", "TOK-05", "TOK-06", "TOK-07"].map((id) => `${id} held`),
    );
  });

  const holes: readonly [string, () => Weakness, readonly string[]][] = [
    ["an API key in place of the authorizer", () => API_KEY_ALONE, ["RTE-12"]],
    [
      "an answer of an authorizer that is kept for every route",
      () => lambdaAuthorizer({ asks: proper(), ttlSeconds: 300 }),
      ["RTE-15"],
    ],
    [
      "an authorizer that decodes and does not verify",
      () => lambdaAuthorizer({ asks: DECODES, ttlSeconds: 0 }),
      ["TOK-03", "TOK-05"],
    ],
    ["a cache that keeps answers by their path alone", () => CACHED_BY_PATH, ["RTE-14"]],
  ];
  test.each(holes)("AUDIT-6 %s", async (_what, weakness, found) => {
    const report = await audit(weakness());
    expect(newIn(report)).toEqual(found);
    expect(report.exitCode).toBe(1);
  });

  test("AUDIT-6 AUDIT-15 an authorizer that does not look at exp, by the token of an earlier run", async () => {
    const blind = lambdaAuthorizer({ asks: verifying(false), ttlSeconds: 0 });
    const first = await audit(blind);
    expect(newIn(first)).toEqual([]);
    expect(first.results.find(({ check }) => check.id === "TOK-08")?.reasons[0]).toContain("run again after");

    const later = await audit(blind, { aheadMs: 2 * HOUR_MS, only: "TOK-08" });
    expect(foundIn(later)).toEqual(["TOK-08"]);
    expect(later.results[0]?.findings.map(({ what }) => what).sort()).toEqual([
      "GET /bills answered 200 to a token that ended 1 h ago.",
      "GET /orders answered 200 to a token that ended 1 h ago.",
    ]);
  });
});
