import { readFileSync } from "node:fs";
import { join } from "node:path";
import { APIGatewayClient, GetStageCommand } from "@aws-sdk/client-api-gateway";
import { DescribeStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { describe, expect, inject, test, vi } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { HANG_GUARD } from "../support/hang-guard.ts";
import { homeOf } from "../support/home.ts";
import { signInOverSrp } from "../support/srp.ts";

const facts = inject("product");
const home = homeOf(facts);
const { cloudformation, lambda } = clientsFor(facts);

function settings(credentials = facts.credentials) {
  return { endpoint: facts.endpoint, region: facts.region, credentials, maxAttempts: 1 };
}

async function resourcesOf(stackName: string, type: string): Promise<Map<string, string>> {
  const { StackResources = [] } = await cloudformation.send(
    new DescribeStackResourcesCommand({ StackName: stackName }),
  );
  const found = StackResources.filter(({ ResourceType }) => ResourceType === type);
  return new Map(
    found.map(({ LogicalResourceId = "", PhysicalResourceId = "" }) => [
      LogicalResourceId,
      PhysicalResourceId,
    ]),
  );
}

describe("the home stacks in production (A6)", () => {
  test("every log group keeps for a year; every function logs into its own and is traced", async () => {
    for (const stack of ["homeapp-cognito", "homeapp-api"]) {
      const groups = await resourcesOf(stack, "AWS::Logs::LogGroup");
      const client = new CloudWatchLogsClient(settings());
      for (const name of groups.values()) {
        const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
        expect(logGroups).toMatchObject([{ logGroupName: name, retentionInDays: 365 }]);
      }
      for (const [logicalId, FunctionName] of await resourcesOf(stack, "AWS::Lambda::Function")) {
        const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
        expect(configuration.LoggingConfig?.LogGroup).toBe(
          groups.get(logicalId.replace(/Function$/, "Logs")),
        );
        expect(configuration.TracingConfig?.Mode).toBe("Active");
        expect(configuration.Architectures).toEqual(["arm64"]);
      }
    }
  });

  test("the stage throttles, traces, and says who called what", async () => {
    const restApiId = /\/([a-z0-9]+)\/v1$/.exec(home.apiUrl)?.[1] ?? "";
    const stage = await new APIGatewayClient(settings()).send(
      new GetStageCommand({ restApiId, stageName: "v1" }),
    );
    expect(stage.tracingEnabled).toBe(true);
    expect(stage.methodSettings?.["*/*"]).toMatchObject({
      throttlingRateLimit: 5000,
      throttlingBurstLimit: 5000,
    });
    const { access } = await signInOverSrp(facts, home, home.user);
    await fetch(`${home.apiUrl}/gates/control?from=the-log-test`, {
      method: "POST",
      headers: { Authorization: access },
    });
    await fetch(`${home.apiUrl}/profile-image?from=the-log-test`, { headers: { Authorization: access } });
    const group = (await resourcesOf("homeapp-api", "AWS::Logs::LogGroup")).get("AccessLogs");
    const { sub } = JSON.parse(Buffer.from(access.split(".")[1] ?? "", "base64url").toString("utf8"));
    await vi.waitFor(() => {
      const lines = readFileSync(join(facts.stateDir, "logs", `${group}.log`), "utf8")
        .trim()
        .split("\n");
      const entries = lines.map((line) => JSON.parse(line));
      expect(entries).toContainEqual(
        expect.objectContaining({ route: "/profile-image", status: "200", sub, error: "-" }),
      );
      expect(entries).toContainEqual(
        expect.objectContaining({ route: "/gates/control", status: "401", error: "UNAUTHORIZED" }),
      );
    }, HANG_GUARD);
    expect(readFileSync(join(facts.stateDir, "logs", `${group}.log`), "utf8")).not.toContain(access);
  });

  test("alarms are held by their stacks, and nothing claims to know their state", async () => {
    const alarms = [
      ...(await resourcesOf("homeapp-cognito", "AWS::CloudWatch::Alarm")).keys(),
      ...(await resourcesOf("homeapp-api", "AWS::CloudWatch::Alarm")).keys(),
    ];
    expect(alarms).toHaveLength(10);
    const reply = await fetch(facts.endpoint, {
      method: "POST",
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${facts.credentials.accessKeyId}/20260101/${facts.region}/monitoring/aws4_request, SignedHeaders=host, Signature=00`,
      },
      body: "Action=DescribeAlarms&Version=2010-08-01",
    });
    expect([reply.status, await reply.json()]).toEqual([
      501,
      expect.objectContaining({
        __type: "UnsupportedService",
        message: expect.stringContaining("monitoring"),
      }),
    ]);
  });

  test("log groups are shown to nobody without a key; what is not there is not found", async () => {
    const stranger = new CloudWatchLogsClient(settings({ accessKeyId: "AKIAEXAMPLE", secretAccessKey: "x" }));
    expect((await refusalOf(stranger.send(new DescribeLogGroupsCommand({})))).name).toBe(
      "UnrecognizedClientException",
    );
    const events = new FilterLogEventsCommand({ logGroupName: "any" });
    expect(await refusalOf(new CloudWatchLogsClient(settings()).send(events))).toMatchObject({
      name: "ResourceNotFoundException",
      message: "The specified log group does not exist.",
    });
  });
});
