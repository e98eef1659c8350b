import { rmSync } from "node:fs";
import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from "@aws-sdk/client-cloudformation";
import { ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { describe, expect, test, vi } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { HANG_GUARD } from "../support/hang-guard.ts";
import { type Product, startProduct } from "../support/product.ts";

const STACK = { StackName: "home" };
const GROUPS = 150;

/** A pool with many groups, a role, a function and a bucket with names of their own. */
function templateOf(description: string): string {
  const pool = { UserPoolId: { Ref: "Pool" } };
  const groups = Array.from({ length: GROUPS }, (_, row) => [
    `Group${row}`,
    {
      Type: "AWS::Cognito::UserPoolGroup",
      Properties: { ...pool, GroupName: `group-${row}`, Description: description },
    },
  ]);
  return JSON.stringify({
    Resources: {
      Pool: { Type: "AWS::Cognito::UserPool", Properties: { UserPoolName: description } },
      ...Object.fromEntries(groups),
      Pictures: { Type: "AWS::S3::Bucket", Properties: { BucketName: `interrupted-${description}` } },
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [
              { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
            ],
          },
        },
      },
      Gate: {
        Type: "AWS::Lambda::Function",
        Properties: {
          FunctionName: "interrupted-gate",
          Runtime: "nodejs20.x",
          Handler: "index.handler",
          Role: { "Fn::GetAtt": ["Role", "Arn"] },
          Code: { ZipFile: "exports.handler = async () => 1;" },
        },
      },
    },
  });
}

const source = (description: string) => ({
  ...STACK,
  TemplateBody: templateOf(description),
  Capabilities: ["CAPABILITY_IAM" as const],
});
const within = (product: Product) => ({
  client: clientsFor(product.facts).cloudformation,
  maxWaitTime: HANG_GUARD.timeout / 1000,
  minDelay: 1,
  maxDelay: 1,
});

/** Kills the cloud once the stack has so many events, and starts it again on the same state. */
async function killAfter(product: Product, events: number): Promise<Product> {
  const { cloudformation } = clientsFor(product.facts);
  await vi.waitUntil(
    async () => {
      let token: string | undefined;
      let seen = 0;
      do {
        const page = await cloudformation.send(
          new DescribeStackEventsCommand({ ...STACK, NextToken: token }),
        );
        seen += page.StackEvents?.length ?? 0;
        token = page.NextToken;
      } while (token !== undefined);
      return seen >= events;
    },
    { ...HANG_GUARD, interval: 1 },
  );
  await product.kill();
  const { port, mqttPort, mqttTlsPort, appPort, stateDir } = product.facts;
  return startProduct({ folders: [], stateDir, ports: { port, mqttPort, mqttTlsPort, appPort } });
}

async function statusOf(product: Product): Promise<string | undefined> {
  const { Stacks } = await clientsFor(product.facts).cloudformation.send(new DescribeStacksCommand(STACK));
  return Stacks?.[0]?.StackStatus;
}

async function expectGone(product: Product): Promise<void> {
  const { cloudformation, cognito, lambda, s3 } = clientsFor(product.facts);
  await cloudformation.send(new DeleteStackCommand(STACK));
  await waitUntilStackDeleteComplete(within(product), STACK);
  expect((await cognito.send(new ListUserPoolsCommand({ MaxResults: 10 }))).UserPools).toEqual([]);
  expect((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
}

describe("kill -9 in the middle of a stack operation", () => {
  test.each([2, 100, 300])(
    "creation, after %i events: rolled back or done, then deleted without a trace",
    async (events) => {
      let product = await startProduct({ folders: [] });
      try {
        await clientsFor(product.facts).cloudformation.send(new CreateStackCommand(source("one")));
        product = await killAfter(product, events);
        expect(["ROLLBACK_COMPLETE", "CREATE_COMPLETE"]).toContain(await statusOf(product));
        await expectGone(product);
      } finally {
        await product.stop();
        rmSync(product.facts.stateDir, { recursive: true, force: true });
      }
    },
  );

  test("update, then deletion: back or forward, and away", async () => {
    let product = await startProduct({ folders: [] });
    try {
      await clientsFor(product.facts).cloudformation.send(new CreateStackCommand(source("one")));
      await waitUntilStackCreateComplete(within(product), STACK);
      await clientsFor(product.facts).cloudformation.send(new UpdateStackCommand(source("two")));
      product = await killAfter(product, 3 * (GROUPS + 4) + 60);
      expect(["UPDATE_ROLLBACK_COMPLETE", "UPDATE_COMPLETE"]).toContain(await statusOf(product));
      const { StackId } =
        (await clientsFor(product.facts).cloudformation.send(new DescribeStacksCommand(STACK))).Stacks?.[0] ??
        {};
      await clientsFor(product.facts).cloudformation.send(new DeleteStackCommand(STACK));
      await product.kill();
      const { port, mqttPort, mqttTlsPort, appPort, stateDir } = product.facts;
      product = await startProduct({
        folders: [],
        stateDir,
        ports: { port, mqttPort, mqttTlsPort, appPort },
      });
      const { Stacks } = await clientsFor(product.facts).cloudformation.send(
        new DescribeStacksCommand({ StackName: StackId }),
      );
      expect(Stacks?.[0]?.StackStatus).toBe("DELETE_COMPLETE");
      await expectGone(product);
    } finally {
      await product.stop();
      rmSync(product.facts.stateDir, { recursive: true, force: true });
    }
  });
});
