import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import {
  IoTDataPlaneClient,
  PublishCommand as PublishToDevicesCommand,
} from "@aws-sdk/client-iot-data-plane";
import { DecryptCommand, EncryptCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateEventSourceMappingCommand,
  LambdaClient,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import {
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { SESClient, SendEmailCommand, VerifyEmailIdentityCommand } from "@aws-sdk/client-ses";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ManualClock } from "../core/testing/manual-clock.ts";
import type { Cloud } from "../runtime/cloud.ts";
import { type Explanation, explain } from "../trace/sentences/index.ts";
import { REFUSING_STACK } from "../trace/testing/refusing-stack.ts";
import { openCloud } from "./open-cloud.ts";
import type { Outputs, RunningCloud } from "./running-cloud.ts";

let running: RunningCloud;
let cloud: Cloud;
let clock: ManualClock;
let out: Outputs;

beforeAll(async () => {
  clock = new ManualClock(Date.now());
  ({ running, cloud } = await openCloud({}, { clock }));
  out = await running.deploy({ name: "refusing", template: REFUSING_STACK });
});
afterAll(() => running?.close());

type ClientClass = new (config: never) => { send(command: never): Promise<unknown>; destroy(): void };

/** One call, as the administrator or with other keys; what it is refused is of no interest here. */
async function call(Type: ClientClass, command: object, keys: object = {}): Promise<void> {
  const client = new Type({ ...running.clientConfig, maxAttempts: 1, ...keys } as never);
  await client.send(command as never).catch(() => undefined);
  client.destroy();
}

/** What is told of the next refusal of a step, e.g. `sns dead-letter`; it may come after the call. */
async function told(step: string, act: () => Promise<void>): Promise<Explanation> {
  const { promise, resolve } = withResolvers<Explanation>();
  const stop = cloud.trace.listenToRefusals((event) => {
    if (`${event.service} ${event.step}` === step) resolve(explain(event, cloud.people));
  });
  try {
    await act();
    return await promise;
  } finally {
    stop();
  }
}

function withResolvers<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const happens = (Source: string) =>
  call(EventBridgeClient, new PutEventsCommand({ Entries: [{ Source, DetailType: "x", Detail: "{}" }] }));
const publishes = () => call(SNSClient, new PublishCommand({ TopicArn: out["NewsArn"], Message: "x" }));

async function notifies(configuration: NotificationConfiguration, unchecked: boolean): Promise<void> {
  const setting = { Bucket: "photos", NotificationConfiguration: configuration };
  await call(
    S3Client,
    new PutBucketNotificationConfigurationCommand({ ...setting, SkipDestinationValidation: unchecked }),
  );
  if (unchecked) await call(S3Client, new PutObjectCommand({ Bucket: "photos", Key: "a", Body: "x" }));
}
const toQueue = (): NotificationConfiguration => ({
  QueueConfigurations: [{ QueueArn: out["OrdersArn"], Events: ["s3:ObjectCreated:*"] }],
});
const toFunction = (): NotificationConfiguration => ({
  LambdaFunctionConfigurations: [{ LambdaFunctionArn: out["WorkArn"], Events: ["s3:ObjectCreated:*"] }],
});

const schedules = (Name: string, RoleArn = "") =>
  call(
    SchedulerClient,
    new CreateScheduleCommand({
      Name,
      ScheduleExpression: "rate(1 minute)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: out["OrdersArn"], RoleArn },
    }),
  );

describe("TRACE-4 what was to be delivered, and why it was not", () => {
  it.each<[string, string, () => Promise<void>, string | RegExp]>([
    [
      "a queue that a topic may not send to",
      "sns deliver",
      publishes,
      "sns.amazonaws.com for news asked for sqs:SendMessage on orders; the queue's policy has no Allow for it; allow sns.amazonaws.com there.",
    ],
    [
      "the dead-letter queue of a subscription",
      "sns dead-letter",
      publishes,
      "sns.amazonaws.com for news asked for sqs:SendMessage on dead; the queue's policy is for events.amazonaws.com only; the message is lost.",
    ],
    [
      "a queue that a rule may not send to",
      "events deliver",
      () => happens("shop"),
      "events.amazonaws.com for rule/shop asked for sqs:SendMessage on orders; the queue's policy has no Allow for it; allow events.amazonaws.com there.",
    ],
    [
      "the dead-letter queue of a target, whose policy is for another rule",
      "events dead-letter",
      () => happens("shop"),
      /^events\.amazonaws\.com for rule\/shop asked for sqs:SendMessage on dead; the queue's policy\[Letters\] fits but for ArnEquals aws:SourceArn: wants rule\/other/,
    ],
    [
      "a function that a rule may not invoke",
      "events deliver",
      () => happens("bakery"),
      "events.amazonaws.com for rule/bakery asked for lambda:InvokeFunction on work; no statement of the function's policy lets it in; add an AWS::Lambda::Permission.",
    ],
    [
      "a target whose role does not trust rules",
      "events deliver",
      () => happens("harbour"),
      "events.amazonaws.com for rule/harbour asked for sts:AssumeRole on role/powerless; the role trusts lambda, scheduler or iot; let events.amazonaws.com assume it.",
    ],
    [
      "a target whose role is gone",
      "events deliver",
      () => happens("lost"),
      /^events\.amazonaws\.com for rule\/lost asked for sts:AssumeRole on role\/gone; there is no role gone;/,
    ],
    [
      "notifications to a queue, when they are set",
      "s3 run",
      () => notifies(toQueue(), false),
      "s3.amazonaws.com for photos asked for sqs:SendMessage on orders; the queue's policy has no Allow for it; allow s3.amazonaws.com there.",
    ],
    [
      "notifications to a queue, when they are sent",
      "s3 destination",
      () => notifies(toQueue(), true),
      "s3.amazonaws.com for photos asked for sqs:SendMessage on orders; the queue's policy has no Allow for it; allow s3.amazonaws.com there.",
    ],
    [
      "notifications to a function, when they are set",
      "s3 run",
      () => notifies(toFunction(), false),
      "s3.amazonaws.com for photos asked for lambda:InvokeFunction on work; no statement of the function's policy lets it in; add an AWS::Lambda::Permission.",
    ],
    [
      "notifications to a function, when they are sent",
      "s3 destination",
      () => notifies(toFunction(), true),
      "s3.amazonaws.com for photos asked for lambda:InvokeFunction on work; no statement of the function's policy lets it in; add an AWS::Lambda::Permission.",
    ],
    [
      "a destination that the function's role may not send to",
      "lambda run",
      () =>
        call(
          LambdaClient,
          new PutFunctionEventInvokeConfigCommand({
            FunctionName: "work",
            DestinationConfig: { OnSuccess: { Destination: out["OrdersArn"] } },
          }),
        ),
      "role powerless asked for sqs:SendMessage on orders; it has no policy at all; allow sqs:SendMessage on orders.",
    ],
    [
      "a stream that the function's role may not read",
      "lambda run",
      () =>
        call(
          LambdaClient,
          new CreateEventSourceMappingCommand({
            ...{ FunctionName: "work", EventSourceArn: out["Stream"], StartingPosition: "LATEST" },
          }),
        ),
      /^role powerless asked for dynamodb:GetRecords on table\/notes\S+; it has no policy at all; allow dynamodb:GetRecords on/,
    ],
    [
      "an action of a topic rule that its role may not take",
      "iot rule-action",
      () =>
        call(IoTDataPlaneClient, new PublishToDevicesCommand({ topic: "door", payload: Buffer.from("{}") })),
      "role powerless asked for sqs:SendMessage on orders; it has no policy at all; allow sqs:SendMessage on orders.",
    ],
    [
      "a schedule whose role does not trust the Scheduler",
      "scheduler run",
      () => schedules("untrusted", out["ReaderArn"]),
      /^scheduler\.amazonaws\.com for schedule-group\/default asked for sts:AssumeRole on role\/reader; the role trusts /,
    ],
    [
      "a schedule whose role may not send",
      "scheduler deliver",
      async () => {
        await schedules("powerless", out["PowerlessArn"]);
        clock.advanceSeconds(61);
      },
      "role powerless asked for sqs:SendMessage on orders; it has no policy at all; allow sqs:SendMessage on orders.",
    ],
  ])("%s", async (_title, step, act, sentence) => {
    const { sentence: said } = await told(step, act);

    if (typeof sentence === "string") expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
  });
});

describe("TRACE-4 keys and mail", () => {
  const LETTER = { Subject: { Data: "x" }, Body: { Text: { Data: "y" } } };
  const sends = (Source: string, to: string) =>
    call(SESClient, new SendEmailCommand({ Source, Destination: { ToAddresses: [to] }, Message: LETTER }));

  async function reader() {
    const sts = new STSClient(running.clientConfig);
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: out["ReaderArn"], RoleSessionName: "me" }),
    );
    sts.destroy();
    return {
      credentials: {
        accessKeyId: Credentials?.AccessKeyId,
        secretAccessKey: Credentials?.SecretAccessKey,
        sessionToken: Credentials?.SessionToken,
      },
    };
  }

  it.each([
    [
      "a policy that is for somebody else",
      "ClosedKey",
      /^role reader asked for kms:Decrypt on key\/\S+; the key's policy is for user\/administrator only/,
      "change the policy of the key ",
    ],
    [
      "a policy that lets the account in, and a role without the right",
      "OpenKey",
      /^role reader asked for kms:Decrypt on key\/\S+; no statement of its policy has the action; allow kms:Decrypt/,
      "allow kms:Decrypt on key/",
    ],
  ])("a key that the caller may not use: %s", async (_title, key, sentence, would) => {
    const keys = await reader();
    const kms = new KMSClient(running.clientConfig);
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId: out[key], Plaintext: Buffer.from("x") }),
    );
    kms.destroy();
    const Name = `/secret/${key}`;
    await call(
      SSMClient,
      new PutParameterCommand({ Name, Value: "x", Type: "SecureString", KeyId: out[key] }),
    );

    const decrypted = await told("kms authorize", () =>
      call(KMSClient, new DecryptCommand({ CiphertextBlob }), keys),
    );
    const read = await told("ssm run", () =>
      call(SSMClient, new GetParameterCommand({ Name, WithDecryption: true }), keys),
    );

    expect(decrypted.sentence).toMatch(sentence);
    expect(decrypted.would).toBe(`${would}${out[key]}`);
    expect(read.sentence).toMatch(
      new RegExp(`^role reader asked for kms:Decrypt on key/\\S+ for parameter/secret/${key}; `),
    );
    expect(read.would).toBe(decrypted.would);
  });

  it("senders and recipients that nobody verified", async () => {
    await call(SESClient, new VerifyEmailIdentityCommand({ EmailAddress: "me@example.com" }));
    const both = await told("ses run", () => sends("a@example.com", "b@example.com"));
    const sender = await told("ses run", () => sends("a@example.com", "success@simulator.amazonses.com"));

    expect(both.sentence).toBe(
      "administrator asked for SendEmail; nobody has verified the sender a@example.com; in the sandbox b@example.com has to be verified, too; verify each.",
    );
    expect(sender).toMatchObject({
      decided: "nobody has verified the sender a@example.com",
      would: "verify it",
      next: '(eval "$(npx portcullis env)" && aws ses verify-email-identity --email-address a@example.com)',
    });
  });
});
