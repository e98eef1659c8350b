import { rmSync } from "node:fs";
import { join } from "node:path";
import { AddPermissionCommand, GetPolicyCommand, RemovePermissionCommand } from "@aws-sdk/client-lambda";
import {
  DeleteObjectCommand,
  GetBucketNotificationConfigurationCommand,
  GetObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { logOf } from "../support/function-log.ts";
import { type Product, startProduct } from "../support/product.ts";

const folders = [join(import.meta.dirname, "fixtures", "thumbnail")];

describe("a project that makes small pictures of those that are uploaded", () => {
  let product: Product;
  let outputs: Readonly<Record<string, string>>;
  let clients: ReturnType<typeof clientsFor>;
  let Bucket: string;

  beforeAll(async () => {
    product = await startProduct({ folders });
    outputs = product.facts.stacks["thumbnail"] ?? {};
    clients = clientsFor(product.facts);
    Bucket = outputs["Bucket"] ?? "";
  });
  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const upload = (Key: string, Body: string, client: S3Client = clients.s3) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body }));
  const stored = async (Key: string): Promise<string> => {
    try {
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToString()) ?? "";
    } catch (error) {
      return (error as Error).name;
    }
  };
  const made = () =>
    logOf(product.facts, outputs["MakeName"] ?? "")
      .split("\n")
      .flatMap((line) => /small (uploads.*)$/.exec(line)?.[1] ?? []);
  /** What the queue of deletions gets next. */
  const deletion = async () => {
    const QueueUrl = outputs["DeletedUrl"] ?? "";
    const { Messages: [message] = [] } = await clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }),
    );
    await clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    return JSON.parse(message?.Body ?? "{}") as {
      Event?: string;
      Records?: { eventName: string; s3: { object: { key: string } } }[];
    };
  };
  const uploader = async (): Promise<S3Client> => {
    const { Credentials } = await clients.sts.send(
      new AssumeRoleCommand({ RoleArn: outputs["UploaderArn"] ?? "", RoleSessionName: "ada" }),
    );
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    return clientsFor(product.facts, {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    }).s3;
  };

  test("an upload gets its small picture; its name travels as forms encode it", async () => {
    await upload("uploads/summer 2026 @home.jpg", "picture");

    await expect.poll(() => stored("small/summer 2026 @home.jpg"), { timeout: 30_000 }).toBe("pict");
  });

  test("what lies outside the filter makes no event: it would have come before the next", async () => {
    await upload("uploads/notes.txt", "no picture");
    await upload("elsewhere/a.jpg", "elsewhere");
    await upload("uploads/next.jpg", "next one");

    await expect.poll(() => stored("small/next.jpg"), { timeout: 30_000 }).toBe("next");
    await expect.poll(made).toContain("uploads/next.jpg");
    expect(made()).toEqual(["uploads/summer 2026 @home.jpg", "uploads/next.jpg"]);
  });

  test("who may not upload causes nothing", async () => {
    const s3 = await uploader();

    const refusal = await refusalOf(upload("uploads/stolen.jpg", "stolen", s3));
    await upload("uploads/free/own.jpg", "owned", s3);

    expect([refusal.name, refusal.status]).toEqual(["AccessDenied", 403]);
    await expect.poll(() => stored("small/free/own.jpg"), { timeout: 30_000 }).toBe("owne");
    await expect.poll(made).toContain("uploads/free/own.jpg");
    expect(made()).not.toContain("uploads/stolen.jpg");
  });

  test("a deletion is told to the queue, after the message that told it would be", async () => {
    await clients.s3.send(new DeleteObjectCommand({ Bucket, Key: "uploads/notes.txt" }));

    expect((await deletion()).Event).toBe("s3:TestEvent");
    expect((await deletion()).Records).toMatchObject([
      { eventName: "ObjectRemoved:Delete", s3: { object: { key: "uploads/notes.txt" } } },
    ]);
  });

  test("S3-23 a function that lets S3 not in is no destination", async () => {
    const { MuteArn = "" } = outputs;
    const before = await clients.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    const call = clients.s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: {
          LambdaFunctionConfigurations: [{ LambdaFunctionArn: MuteArn, Events: ["s3:ObjectCreated:*"] }],
        },
      }),
    );

    await expect(call).rejects.toMatchObject({
      name: "InvalidArgument",
      ArgumentName1: MuteArn,
      ArgumentValue1: `Not authorized to invoke function [${MuteArn}]`,
    });
    const after = await clients.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(after.LambdaFunctionConfigurations).toEqual(before.LambdaFunctionConfigurations);
  });

  test("S3-24 what was uploaded before the cloud was killed is told after it", async () => {
    await upload("uploads/killed.jpg", "killed");
    await product.kill();
    const { port, mqttPort, mqttTlsPort, appPort, stateDir } = product.facts;
    product = await startProduct({ folders, stateDir, ports: { port, mqttPort, mqttTlsPort, appPort } });

    await expect.poll(() => stored("small/killed.jpg"), { timeout: 30_000 }).toBe("kill");
  });

  test("S3-23 without its permission the function hears nothing more", async () => {
    const FunctionName = outputs["MakeName"] ?? "";
    const { Policy = "{}" } = await clients.lambda.send(new GetPolicyCommand({ FunctionName }));
    const { Statement } = JSON.parse(Policy) as { Statement: { Sid: string }[] };
    for (const { Sid } of Statement) {
      await clients.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: Sid }));
    }
    await upload("uploads/late.jpg", "too late");
    await clients.s3.send(new DeleteObjectCommand({ Bucket, Key: "uploads/late.jpg" }));
    // The queue is told of the deletion after the function was not told of the upload.
    for (let told: string | undefined = ""; told !== "uploads/late.jpg"; ) {
      told = (await deletion()).Records?.[0]?.s3.object.key;
    }
    await clients.lambda.send(
      new AddPermissionCommand({
        FunctionName,
        StatementId: "again",
        Action: "lambda:InvokeFunction",
        Principal: "s3.amazonaws.com",
        SourceArn: `arn:aws:s3:::${Bucket}`,
      }),
    );
    await upload("uploads/again.jpg", "again");

    await expect.poll(made).toContain("uploads/again.jpg");
    expect(made()).not.toContain("uploads/late.jpg");
  });
});
