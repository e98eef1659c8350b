import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { logOf } from "../support/function-log.ts";
import { type Product, startProduct } from "../support/product.ts";

const folders = [join(import.meta.dirname, "fixtures", "ledger")];

describe("a project whose function follows the stream of a table", () => {
  let product: Product;
  let outputs: Readonly<Record<string, string>>;
  let clients: ReturnType<typeof clientsFor>;
  let dynamodb: DynamoDBClient;

  beforeAll(async () => {
    product = await startProduct({ folders });
    outputs = product.facts.stacks["ledger"] ?? {};
    clients = clientsFor(product.facts);
    const { endpoint, region, credentials } = product.facts;
    dynamodb = new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 });
  });
  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const write = (id: string, shop: string, more: Readonly<Record<string, string>> = {}) =>
    dynamodb.send(
      new PutItemCommand({
        TableName: outputs["Sales"],
        Item: Object.fromEntries(
          Object.entries({ id, shop, kind: "sale", ...more }).map(([name, S]) => [name, { S }]),
        ),
      }),
    );
  const totals = async (shop: string): Promise<readonly string[]> => {
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: outputs["Totals"], Key: { shop: { S: shop } }, ConsistentRead: true }),
    );
    return [...(Item?.["sales"]?.SS ?? [])].sort();
  };
  /** How often the function was given the sale. */
  const given = (id: string): number =>
    logOf(product.facts, outputs["SumName"] ?? "")
      .split("\n")
      .filter((line) => line.endsWith(`sale ${id}`)).length;

  test("sales are summed up; what no filter lets pass does not arrive", async () => {
    const shop = randomUUID();
    await write(`one ${shop}`, shop);
    await write(`unseen ${shop}`, shop, { kind: "refund" });
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: outputs["Sales"],
        Key: { id: { S: `one ${shop}` } },
        UpdateExpression: "SET note = :note",
        ExpressionAttributeValues: { ":note": { S: "changed" } },
      }),
    );
    await write(`two ${shop}`, shop);
    await expect.poll(() => totals(shop)).toEqual([`one ${shop}`, `two ${shop}`]);
    await expect.poll(() => given(`two ${shop}`)).toBe(1);
    expect([given(`one ${shop}`), given(`unseen ${shop}`)]).toEqual([1, 0]);
  });

  test("a sale that failed comes again, and what stands behind it after it", async () => {
    const shop = randomUUID();
    await write(`first ${shop}`, shop, { fault: "once" });
    await write(`second ${shop}`, shop);
    await expect.poll(() => totals(shop)).toEqual([`first ${shop}`, `second ${shop}`]);
    await expect.poll(() => given(`first ${shop}`)).toBe(2);
  });

  test("a sale that fails always is told to the queue, and the stream goes on", async () => {
    const shop = randomUUID();
    await write(`bad ${shop}`, shop, { fault: "always" });
    let body: { readonly requestContext?: object } | undefined;
    while (body === undefined) {
      const QueueUrl = outputs["GivenUpUrl"];
      const { Messages: [message] = [] } = await clients.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }),
      );
      if (message === undefined) continue;
      await clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      body = JSON.parse(message.Body ?? "") as object;
    }
    expect(body).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 2 },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: null },
      DDBStreamBatchInfo: { streamArn: outputs["Stream"], batchSize: 1 },
    });
    await write(`after ${shop}`, shop);
    await expect.poll(() => totals(shop)).toEqual([`after ${shop}`]);
  });

  test("LAM-33 a role that may not GetRecords is refused at the deployment, in AWS's words", async () => {
    const StackName = `closed-${randomUUID().slice(0, 8)}`;
    const stream = outputs["Stream"] ?? "";
    await clients.cloudformation.send(
      new CreateStackCommand({
        StackName,
        Capabilities: ["CAPABILITY_IAM"],
        TemplateBody: JSON.stringify(closedTemplate(stream)),
      }),
    );
    const status = async () => {
      const { Stacks = [] } = await clients.cloudformation.send(new DescribeStacksCommand({ StackName }));
      return Stacks[0]?.StackStatus;
    };
    await expect.poll(status).toBe("ROLLBACK_COMPLETE");
    const { StackEvents = [] } = await clients.cloudformation.send(
      new DescribeStackEventsCommand({ StackName }),
    );
    const reasons = StackEvents.flatMap(({ LogicalResourceId, ResourceStatus, ResourceStatusReason = "" }) =>
      LogicalResourceId === "Mapping" && ResourceStatus === "CREATE_FAILED" ? [ResourceStatusReason] : [],
    );
    expect(reasons).toEqual([
      expect.stringContaining(
        `Cannot access stream ${stream}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
      ),
    ]);
    await clients.cloudformation.send(new DeleteStackCommand({ StackName }));
  });

  test("what was written before the cloud was killed arrives after it", async () => {
    const shop = randomUUID();
    await write(`lost ${shop}`, shop, { fault: "once" });
    await product.kill();
    const { port, mqttPort, mqttTlsPort, appPort, stateDir } = product.facts;
    product = await startProduct({ folders, stateDir, ports: { port, mqttPort, mqttTlsPort, appPort } });
    await write(`after ${shop}`, shop);
    await expect.poll(() => totals(shop)).toEqual([`after ${shop}`, `lost ${shop}`]);
    const { EventSourceMappings = [] } = await clients.lambda.send(new ListEventSourceMappingsCommand({}));
    expect(EventSourceMappings).toMatchObject([
      { State: "Enabled", StartingPosition: "TRIM_HORIZON", EventSourceArn: outputs["Stream"] },
    ]);
  });
});

/** A mapping for a function whose role may read everything of the stream but its records. */
function closedTemplate(stream: string): object {
  const role = { "Fn::GetAtt": ["Role", "Arn"] };
  const statement = (Action: readonly string[]) => ({ Effect: "Allow", Action, Resource: stream });
  return {
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
            ],
          },
          Policies: [
            {
              PolicyName: "read",
              PolicyDocument: {
                Version: "2012-10-17",
                Statement: [
                  statement(["dynamodb:GetShardIterator", "dynamodb:DescribeStream", "dynamodb:ListStreams"]),
                ],
              },
            },
          ],
        },
      },
      Reader: {
        Type: "AWS::Lambda::Function",
        Properties: {
          Code: { ZipFile: "exports.handler = async () => 1;" },
          Handler: "index.handler",
          Runtime: "nodejs22.x",
          Role: role,
        },
      },
      Mapping: {
        Type: "AWS::Lambda::EventSourceMapping",
        Properties: {
          FunctionName: { Ref: "Reader" },
          EventSourceArn: stream,
          StartingPosition: "LATEST",
        },
      },
    },
  };
}
