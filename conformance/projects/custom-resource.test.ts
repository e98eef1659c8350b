import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { invocationsOf, logOf } from "../support/function-log.ts";
import { HANG_GUARD } from "../support/hang-guard.ts";
import { type Product, startProduct } from "../support/product.ts";
import { hasProgram } from "../support/programs.ts";

const folder = join(import.meta.dirname, "fixtures", "custom-resource");

describe.skipIf(!hasProgram("python3"))("a project of custom resources (skipped without python3)", () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct({ folders: [folder], arguments: ["--python", "python3"] });
  });
  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const stack = async (StackName = "custom") =>
    (await clientsFor(product.facts).cloudformation.send(new DescribeStacksCommand({ StackName })))
      .Stacks?.[0];
  const settled = (StackName?: string) =>
    vi.waitUntil(async () => {
      const found = await stack(StackName);
      return found?.StackStatus?.endsWith("_IN_PROGRESS") === true ? undefined : found;
    }, HANG_GUARD);
  const update = async (parameters: Record<string, string>) => {
    const { cloudformation } = clientsFor(product.facts);
    await cloudformation.send(
      new UpdateStackCommand({
        StackName: "custom",
        UsePreviousTemplate: true,
        Capabilities: ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
      }),
    );
    return settled();
  };

  test("functions of both languages answer over https and by cfn-response; their data are attributes", () => {
    expect(product.facts.stacks["custom"]).toMatchObject({
      SeedId: "greeting.txt-hello",
      SeedBody: "hello",
      SeedTypes: "string",
      Stamp: "stamped 5d41402abc4b2a76b9719d911017c592",
      InlineNode: "HELLO",
      InlinePython: "fixed-id: hello",
    });
  });

  test("a function that refuses fails the update with its reason, and is asked to go back", async () => {
    const end = await update({ Greeting: "goodbye", Fail: "yes" });
    expect(end?.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    const { StackEvents = [] } = await clientsFor(product.facts).cloudformation.send(
      new DescribeStackEventsCommand({ StackName: "custom" }),
    );
    const failed = StackEvents.find(
      ({ LogicalResourceId, ResourceStatus }) =>
        LogicalResourceId === "Seed" && ResourceStatus === "UPDATE_FAILED",
    );
    expect(failed?.ResourceStatusReason).toMatch(
      /^Received response status \[FAILED\] from custom resource\. Message returned: no goodbye today \(RequestId: [0-9a-f-]{36}\)$/,
    );
  });

  test("another physical id replaces the resource: the former one is deleted", async () => {
    const end = await update({ Greeting: "welcome", Fail: "no" });
    expect(end?.StackStatus).toBe("UPDATE_COMPLETE");
    expect(end?.Outputs).toContainEqual(
      expect.objectContaining({ OutputKey: "InlineNode", OutputValue: "WELCOME" }),
    );
  });

  test("a function that does not exist makes no resource", async () => {
    const { cloudformation } = clientsFor(product.facts);
    await cloudformation.send(
      new CreateStackCommand({
        StackName: "nobody",
        OnFailure: "DO_NOTHING",
        TemplateBody: JSON.stringify({
          Resources: {
            Thing: {
              Type: "Custom::Thing",
              Properties: { ServiceToken: "arn:aws:lambda:eu-west-1:123456789012:function:nobody" },
            },
          },
        }),
      }),
    );
    expect(await settled("nobody")).toMatchObject({ StackStatus: "CREATE_FAILED" });
    await cloudformation.send(new DeleteStackCommand({ StackName: "nobody" }));
  });

  test("a wait condition goes on at a signal, and fails at one of failure", async () => {
    const { cloudformation } = clientsFor(product.facts);
    const signalled = async (StackName: string, signal: object) => {
      await cloudformation.send(
        new CreateStackCommand({
          StackName,
          TemplateBody: JSON.stringify({
            Resources: {
              Handle: { Type: "AWS::CloudFormation::WaitConditionHandle" },
              Wait: {
                Type: "AWS::CloudFormation::WaitCondition",
                Properties: { Handle: { Ref: "Handle" }, Timeout: "3600" },
              },
            },
            Outputs: { Data: { Value: { "Fn::GetAtt": ["Wait", "Data"] } } },
          }),
        }),
      );
      const url = await vi.waitUntil(async () => {
        const { StackResources = [] } = await cloudformation.send(
          new DescribeStackResourcesCommand({ StackName }),
        );
        return StackResources.find(({ LogicalResourceId }) => LogicalResourceId === "Handle")
          ?.PhysicalResourceId;
      }, HANG_GUARD);
      const statuses = [];
      for (const method of ["POST", "PUT"]) {
        statuses.push((await fetch(url, { method, body: JSON.stringify(signal) })).status);
      }
      expect(statuses).toEqual([403, 200]);
      const end = await settled(StackName);
      await cloudformation.send(new DeleteStackCommand({ StackName }));
      return [end?.StackStatus, end?.Outputs?.[0]?.OutputValue];
    };
    expect(await signalled("waits", { Status: "SUCCESS", UniqueId: "a", Data: "ready", Reason: "" })).toEqual(
      ["CREATE_COMPLETE", '{"a":"ready"}'],
    );
    expect(await signalled("waits-not", { Status: "FAILURE", UniqueId: "a", Reason: "no disk" })).toEqual([
      "ROLLBACK_COMPLETE",
      undefined,
    ]);
  });

  test("an address that nobody waits at takes nothing", async () => {
    for (const kind of ["response", "waitcondition"]) {
      const url = `${product.facts.endpoint}/_aws/cloudformation-${kind}/${"A".repeat(43)}`;
      for (const method of ["PUT", "POST"]) {
        const reply = await fetch(url, { method, body: "{}" });
        expect([reply.status, await reply.text()]).toEqual([
          403,
          expect.stringContaining("<Code>AccessDenied</Code>"),
        ]);
      }
    }
  });

  test("kill -9 while a function is waited for: the next start has it delete what it may have made", async () => {
    const { cloudformation } = clientsFor(product.facts);
    const { RoleArn } = product.facts.stacks["custom"] ?? {};
    const code =
      'const r = require("cfn-response"); exports.handler = (e, c) => e.RequestType === "Create" ? console.log("heard") : r.send(e, c, r.SUCCESS);';
    await cloudformation.send(
      new CreateStackCommand({
        StackName: "silent",
        TemplateBody: JSON.stringify({
          Resources: {
            Silent: {
              Type: "AWS::Lambda::Function",
              Properties: {
                Runtime: "nodejs22.x",
                Handler: "index.handler",
                Role: RoleArn,
                Code: { ZipFile: code },
              },
            },
            Thing: { Type: "Custom::Thing", Properties: { ServiceToken: { "Fn::GetAtt": "Silent.Arn" } } },
          },
        }),
      }),
    );
    await vi.waitUntil(() => logOf(product.facts, "Silent").includes("heard"), HANG_GUARD);
    await product.kill();
    const { port, mqttPort, mqttTlsPort, appPort, stateDir } = product.facts;
    product = await startProduct({
      folders: [folder],
      arguments: ["--python", "python3"],
      stateDir,
      ports: { port, mqttPort, mqttTlsPort, appPort },
    });
    expect(await settled("silent")).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
  });

  test("every function was asked as often as it should be", async () => {
    await product.stop();
    const seed = logOf(product.facts, "Seed");
    expect(seed).toContain("Create -");
    expect(seed).toContain("Update greeting.txt-hello");
    expect(seed).toContain("Delete greeting.txt-hello");
    // Create, a refused Update and its way back, an Update, a Delete of the former one; after the kill the
    // project is deployed as its template has it, which is an Update and a Delete again.
    expect(invocationsOf(product.facts, "Seed")).toBe(5);
  });
});
