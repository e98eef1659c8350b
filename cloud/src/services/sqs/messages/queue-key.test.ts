import { beforeEach, describe, expect, test } from "vitest";
import type { ServiceCaller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import { jsonCall, send } from "../../../iam/testing/access-table.ts";
import { allow, policy, ROOT } from "../../kms/testing/world.ts";
import { bodies, call, openSqs, receive, refusal, type SqsWorld, taken, urlOf } from "../testing/world.ts";

const QueueUrl = urlOf("orders");
const ARN = "arn:aws:sqs:eu-west-1:123456789012:orders";
const TOPIC: ServiceCaller = {
  kind: "service",
  service: "sns.amazonaws.com",
  sourceArn: "arn:aws:sns:eu-west-1:123456789012:news",
  sourceAccount: "123456789012",
};
let sqs: SqsWorld;
beforeEach(() => {
  sqs = openSqs();
});

async function under(KmsMasterKeyId: string): Promise<void> {
  const Policy = policy({
    ...allow("sqs:SendMessage"),
    Resource: ARN,
    Principal: { Service: [TOPIC.service, "events.amazonaws.com"] },
  });
  await taken(sqs, "CreateQueue", { QueueName: "orders", Attributes: { KmsMasterKeyId, Policy } });
}

/** As a role with these statements: the code of the refusal, as SDKs show it, and its text. */
async function by(operation: string, input: object, ...statements: object[]): Promise<string> {
  const world = { ...sqs.account, service: sqs.service.http, signingName: "sqs" };
  const asked = jsonCall(`AmazonSQS.${operation}`, { QueueUrl, ...input });
  const { status, headers, body } = await send(world, asked, sqs.kms.as(...statements));
  if (status < 300) return "taken";
  const code = String(headers["x-amzn-query-error"]).split(";")[0];
  return `${status} ${code}: ${String((JSON.parse(String(body)) as { message: string }).message)}`;
}

function sentFrom(caller: ServiceCaller): string {
  try {
    sqs.service.queues.send(caller, ARN, { body: "from inside" });
    return "taken";
  } catch (error) {
    return error instanceof AwsError ? error.code : String(error);
  }
}

const SQS = allow("sqs:*");
const GENERATE = allow("kms:GenerateDataKey*");
const DECRYPT = allow("kms:Decrypt");
const only = (statement: object, StringEquals: object) => ({ ...statement, Condition: { StringEquals } });
const BATCH = { Entries: [{ Id: "a", MessageBody: "x" }] };
const managing = { ...allow("kms:*"), Principal: { AWS: ROOT } };

describe("SQS-9 a queue with a key of KMS", () => {
  test.each<[string, string, object, readonly object[], RegExp]>([
    ["send with both rights", "SendMessage", { MessageBody: "x" }, [SQS, GENERATE, DECRYPT], /^taken$/],
    [
      "send with none",
      "SendMessage",
      { MessageBody: "x" },
      [SQS],
      /^400 KMS.AccessDeniedException: User: .* is not authorized to perform: kms:GenerateDataKey on/,
    ],
    ["send without opening", "SendMessage", { MessageBody: "x" }, [SQS, GENERATE], /kms:Decrypt on/],
    ["send a batch with none", "SendMessageBatch", BATCH, [SQS], /^400 KMS.AccessDeniedException/],
    ["send a batch with both", "SendMessageBatch", BATCH, [SQS, GENERATE, DECRYPT], /^taken$/],
    ["receive with the right", "ReceiveMessage", {}, [SQS, DECRYPT], /^taken$/],
    ["receive with none", "ReceiveMessage", {}, [SQS], /^400 KMS.AccessDeniedException: .*kms:Decrypt on/],
    ["delete with none", "PurgeQueue", {}, [SQS], /^taken$/],
    [
      "receive by SQS, of this queue",
      "ReceiveMessage",
      {},
      [
        SQS,
        only(DECRYPT, {
          "kms:ViaService": "sqs.eu-west-1.amazonaws.com",
          "kms:EncryptionContext:aws:sqs:arn": ARN,
        }),
      ],
      /^taken$/,
    ],
    [
      "receive of another queue",
      "ReceiveMessage",
      {},
      [SQS, only(DECRYPT, { "kms:EncryptionContext:aws:sqs:arn": `${ARN}2` })],
      /^400 KMS.AccessDeniedException/,
    ],
    [
      "the rights on the key alone",
      "SendMessage",
      { MessageBody: "x" },
      [GENERATE, DECRYPT],
      /^400 AccessDenied: /,
    ],
  ])("SQS-9 %s", async (_title, operation, input, statements, told) => {
    await under(await sqs.kms.key());
    expect(await by(operation, input, ...statements)).toMatch(told);
  });

  test("SQS-9 a refused receive leaves the messages where they are", async () => {
    await under(await sqs.kms.key());
    await taken(sqs, "SendMessage", { QueueUrl, MessageBody: "kept" });
    expect(await by("ReceiveMessage", {}, SQS)).toContain("KMS.AccessDeniedException");
    expect(bodies(await receive(sqs, "orders"))).toEqual(["kept"]);
  });

  test("SQS-9 a service needs the key's policy; the key of AWS lets in none", async () => {
    const toTopics = {
      ...allow(["kms:GenerateDataKey*", "kms:Decrypt"]),
      Principal: { Service: TOPIC.service },
      Condition: { ArnEquals: { "aws:SourceArn": TOPIC.sourceArn } },
    };
    await under(await sqs.kms.key({ Policy: policy(managing, toTopics) }));
    expect(sentFrom(TOPIC)).toBe("taken");
    expect(sentFrom({ ...TOPIC, sourceArn: `${TOPIC.sourceArn}2` })).toBe("KmsAccessDenied");
    expect(sentFrom({ ...TOPIC, service: "events.amazonaws.com" })).toBe("KmsAccessDenied");
    await taken(sqs, "SetQueueAttributes", { QueueUrl, Attributes: { KmsMasterKeyId: "alias/aws/sqs" } });
    expect(sentFrom(TOPIC)).toBe("KmsAccessDenied");
  });

  test("SQS-9 everybody of the account who may use the queue may use the key of AWS, by SQS", async () => {
    await under("alias/aws/sqs");
    expect(await by("SendMessage", { MessageBody: "x" }, SQS)).toBe("taken");
    expect(await by("ReceiveMessage", {}, SQS)).toBe("taken");
  });

  test("SQS-9 who acts for a role from inside, and who looks, opens", async () => {
    await under(await sqs.kms.key());
    sqs.kms.as(SQS);
    const id = sqs.account.identities.roles.find("caller")?.id ?? "";
    const role = {
      kind: "role",
      arn: "arn:aws:sts::123456789012:assumed-role/caller/test",
      roleArn: "arn:aws:iam::123456789012:role/caller",
      roleName: "caller",
      sessionName: "test",
      accountId: "123456789012",
      accessKeyId: "",
      userId: `${id}:test`,
      sessionPolicies: [],
    } as const;
    const told = { code: "KmsAccessDenied" };
    const options = { maxMessages: 1, waitSeconds: 0 };
    await expect(sqs.service.queues.receive(role, ARN, options)).rejects.toMatchObject(told);
    expect(() => sqs.service.looks.look(role, "orders", { limit: 1 })).toThrow("kms:Decrypt");
  });

  test.each([
    ["DisableKey", "KMS.DisabledException"],
    ["ScheduleKeyDeletion", "KMS.InvalidStateException"],
  ])("SQS-9 after %s it takes and gives nothing", async (operation, code) => {
    const KeyId = await sqs.kms.key();
    await under(KeyId);
    await sqs.kms.call(operation, { KeyId });
    expect(await refusal(sqs, "SendMessage", { QueueUrl, MessageBody: "x" })).toContain(code);
    expect(await refusal(sqs, "ReceiveMessage", { QueueUrl })).toContain(code);
  });

  test("SQS-9 a key that is not there, or signs, takes nothing", async () => {
    await under("alias/none");
    expect(await refusal(sqs, "SendMessage", { QueueUrl, MessageBody: "x" })).toContain(
      "KMS.NotFoundException",
    );
    const KmsMasterKeyId = await sqs.kms.key({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
    await taken(sqs, "SetQueueAttributes", { QueueUrl, Attributes: { KmsMasterKeyId } });
    expect(await refusal(sqs, "SendMessage", { QueueUrl, MessageBody: "x" })).toContain(
      "KMS.InvalidKeyUsageException",
    );
  });

  test("its encryption is shown, one at a time", async () => {
    await under("alias/aws/sqs");
    const AttributeNames = ["KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled"];
    const shown = async () =>
      (await call(sqs, "GetQueueAttributes", { QueueUrl, AttributeNames })).body["Attributes"];
    const set = (Attributes: object) => call(sqs, "SetQueueAttributes", { QueueUrl, Attributes });
    expect(await shown()).toEqual({
      KmsMasterKeyId: "alias/aws/sqs",
      KmsDataKeyReusePeriodSeconds: "300",
      SqsManagedSseEnabled: "false",
    });
    expect(await set({ SqsManagedSseEnabled: "true" })).toMatchObject({ code: "InvalidAttributeName" });
    await set({ KmsMasterKeyId: "", KmsDataKeyReusePeriodSeconds: "300" });
    expect(await shown()).toEqual({ SqsManagedSseEnabled: "true" });
  });
});
