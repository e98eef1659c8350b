import { beforeEach, describe, expect, test } from "vitest";
import { silentMembers } from "../../../wire/testing/model-members.ts";
import { call, openSqs, refusal, type SqsWorld, taken, urlOf } from "../testing/world.ts";

let sqs: SqsWorld;
beforeEach(() => {
  sqs = openSqs();
});

const create = (QueueName: string, Attributes: object = {}) =>
  taken(sqs, "CreateQueue", { QueueName, Attributes });
const attributes = async (name: string) => {
  const input = { QueueUrl: urlOf(name), AttributeNames: ["All"] };
  const { Attributes } = await taken(sqs, "GetQueueAttributes", input);
  return Attributes as Readonly<Record<string, string>>;
};
const ARN = "arn:aws:sqs:eu-west-1:123456789012:";

describe("a queue", () => {
  test("has an address of this cloud and AWS's defaults", async () => {
    expect(await create("orders")).toEqual({ QueueUrl: urlOf("orders") });
    const at = String(Math.floor(sqs.account.clock.now() / 1000));
    expect(await attributes("orders")).toEqual({
      QueueArn: `${ARN}orders`,
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "0",
      ApproximateNumberOfMessagesDelayed: "0",
      CreatedTimestamp: at,
      LastModifiedTimestamp: at,
      VisibilityTimeout: "30",
      MaximumMessageSize: "1048576",
      MessageRetentionPeriod: "345600",
      DelaySeconds: "0",
      ReceiveMessageWaitTimeSeconds: "0",
      SqsManagedSseEnabled: "true",
    });
  });

  test("of the FIFO kind says so", async () => {
    await create("orders.fifo", { FifoQueue: "true" });
    expect(await attributes("orders.fifo")).toMatchObject({
      FifoQueue: "true",
      ContentBasedDeduplication: "false",
      DeduplicationScope: "queue",
      FifoThroughputLimit: "perQueue",
    });
  });

  test("is made once: the same again is the same, another is refused", async () => {
    await create("orders", { DelaySeconds: "5" });
    expect(await create("orders", { DelaySeconds: "5" })).toEqual({ QueueUrl: urlOf("orders") });
    expect(await create("orders")).toEqual({ QueueUrl: urlOf("orders") });
    expect(
      await refusal(sqs, "CreateQueue", { QueueName: "orders", Attributes: { DelaySeconds: "6" } }),
    ).toBe(
      "QueueAlreadyExists: A queue already exists with the same name and a different value for attribute DelaySeconds",
    );
  });

  test("is found by name and prefix, and gone after its deletion, its name for a minute", async () => {
    await create("orders");
    await create("other");
    expect(await taken(sqs, "GetQueueUrl", { QueueName: "orders" })).toEqual({ QueueUrl: urlOf("orders") });
    expect(await taken(sqs, "ListQueues", { QueueNamePrefix: "ord" })).toEqual({
      QueueUrls: [urlOf("orders")],
    });
    await taken(sqs, "DeleteQueue", { QueueUrl: urlOf("orders") });
    const gone = "AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist.";
    expect(await refusal(sqs, "GetQueueUrl", { QueueName: "orders" })).toBe(gone);
    expect(await refusal(sqs, "SendMessage", { QueueUrl: urlOf("orders"), MessageBody: "x" })).toBe(gone);
    expect(await refusal(sqs, "CreateQueue", { QueueName: "orders" })).toBe(
      "AWS.SimpleQueueService.QueueDeletedRecently: You must wait 60 seconds after deleting a queue before you can create another with the same name.",
    );
    sqs.account.clock.advanceSeconds(60);
    expect(await create("orders")).toEqual({ QueueUrl: urlOf("orders") });
  });

  test("lists come in pages", async () => {
    for (const name of ["a", "b", "c"]) await create(name);
    const first = await taken(sqs, "ListQueues", { MaxResults: 2 });
    expect(first["QueueUrls"]).toEqual([urlOf("a"), urlOf("b")]);
    const second = await taken(sqs, "ListQueues", { MaxResults: 2, NextToken: first["NextToken"] });
    expect(second).toEqual({ QueueUrls: [urlOf("c")] });
    expect(await taken(sqs, "ListQueues", { QueueNamePrefix: "z" })).toEqual({});
  });

  test("is purged once a minute", async () => {
    await create("orders");
    await taken(sqs, "SendMessage", { QueueUrl: urlOf("orders"), MessageBody: "x" });
    await taken(sqs, "PurgeQueue", { QueueUrl: urlOf("orders") });
    expect((await attributes("orders"))["ApproximateNumberOfMessages"]).toBe("0");
    const again = await call(sqs, "PurgeQueue", { QueueUrl: urlOf("orders") });
    expect([again.status, again.code, again.body["message"]]).toEqual([
      403,
      "AWS.SimpleQueueService.PurgeQueueInProgress",
      "Only one PurgeQueue operation on orders is allowed every 60 seconds.",
    ]);
    sqs.account.clock.advanceSeconds(60);
    await taken(sqs, "PurgeQueue", { QueueUrl: urlOf("orders") });
  });

  test("has tags", async () => {
    await create("orders");
    const QueueUrl = urlOf("orders");
    await taken(sqs, "TagQueue", { QueueUrl, Tags: { team: "home", kind: "x" } });
    await taken(sqs, "UntagQueue", { QueueUrl, TagKeys: ["kind"] });
    expect(await taken(sqs, "ListQueueTags", { QueueUrl })).toEqual({ Tags: { team: "home" } });
    expect(await refusal(sqs, "TagQueue", { QueueUrl, Tags: { "aws:x": "1" } })).toMatch(
      /^InvalidParameterValue/,
    );
  });
});

describe("what a queue must not be", () => {
  test.each([
    ["no name", {}, "MissingParameter: The request must contain the parameter QueueName."],
    ["a dot", { QueueName: "a.b" }, "InvalidParameterValue: Can only include alphanumeric characters"],
    ["FIFO by name alone", { QueueName: "a.fifo" }, "InvalidParameterValue: Can only include"],
    [
      "FIFO without the name",
      { QueueName: "a", Attributes: { FifoQueue: "true" } },
      "InvalidParameterValue: The name of a FIFO queue can only include",
    ],
    [
      "FIFO said to be false",
      { QueueName: "a", Attributes: { FifoQueue: "false" } },
      "InvalidAttributeName: Unknown Attribute FifoQueue.",
    ],
    [
      "unknown attribute",
      { QueueName: "a", Attributes: { Colour: "red" } },
      "InvalidAttributeName: Unknown Attribute Colour.",
    ],
    [
      "an attribute of FIFO queues",
      { QueueName: "a", Attributes: { ContentBasedDeduplication: "true" } },
      "InvalidAttributeName: Unknown Attribute ContentBasedDeduplication.",
    ],
    [
      "timeout too long",
      { QueueName: "a", Attributes: { VisibilityTimeout: "43201" } },
      "InvalidAttributeValue: Invalid value for the parameter VisibilityTimeout.",
    ],
    [
      "a time that no data key is used",
      { QueueName: "a", Attributes: { KmsMasterKeyId: "alias/aws/sqs", KmsDataKeyReusePeriodSeconds: "59" } },
      "InvalidAttributeValue: Invalid value for the parameter KmsDataKeyReusePeriodSeconds.",
    ],
    [
      "a key of KMS beside the encryption of SQS",
      { QueueName: "a", Attributes: { KmsMasterKeyId: "alias/aws/sqs", SqsManagedSseEnabled: "true" } },
      "InvalidAttributeName: You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
    ],
  ])("%s is refused", async (_title, input, told) => {
    expect(await refusal(sqs, "CreateQueue", input)).toContain(told);
  });

  test.each(["PurgeQueue", "DeleteQueue", "ListQueueTags"])("%s needs an address", async (operation) => {
    expect(await refusal(sqs, operation, {})).toBe(
      "MissingParameter: The request must contain the parameter QueueUrl.",
    );
    expect(await refusal(sqs, operation, { QueueUrl: "nowhere" })).toMatch(/^InvalidAddress/);
    expect(await refusal(sqs, operation, { QueueUrl: "http://localhost/210987654321/a" })).toMatch(
      /NonExistentQueue/,
    );
  });

  test("an attribute that is not there is not told, and FIFO is for ever", async () => {
    await create("orders");
    const QueueUrl = urlOf("orders");
    expect(await refusal(sqs, "GetQueueAttributes", { QueueUrl, AttributeNames: ["Colour"] })).toBe(
      "InvalidAttributeName: Unknown Attribute Colour.",
    );
    expect(await refusal(sqs, "SetQueueAttributes", { QueueUrl, Attributes: { FifoQueue: "true" } })).toBe(
      "InvalidAttributeName: Unknown Attribute FifoQueue.",
    );
  });
});

describe("SQS-4 a policy that can not be read is refused", () => {
  const statement = { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: `${ARN}orders` };
  const policy = (...statements: object[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });

  test.each<readonly [string, string]>([
    ["no JSON", "{"],
    ["no statement", policy()],
    ["another service's action", policy({ ...statement, Action: "s3:GetObject" })],
    ["no principal", policy({ ...statement, Principal: undefined })],
    ["everybody but somebody let in", policy({ ...statement, Principal: undefined, NotPrincipal: "*" })],
    ...[
      5,
      {},
      { AWS: 5 },
      { AWS: [] },
      { AWS: ["*", 5] },
      { AWS: { a: "*" } },
      { aws: "*" },
      { AWS: "*", Nobody: "x" },
    ].map(
      (Principal) =>
        [
          `a principal that is nobody: ${JSON.stringify(Principal)}`,
          policy({ ...statement, Effect: "Deny", Principal }),
        ] as const,
    ),
    [
      "a NotPrincipal that is nobody",
      policy({ ...statement, Effect: "Deny", Principal: undefined, NotPrincipal: { AWS: 5 } }),
    ],
    [
      "a condition on no value",
      policy({ ...statement, Effect: "Deny", Condition: { StringEquals: { "aws:SourceArn": { a: 1 } } } }),
    ],
    ["a name that is none", policy({ ...statement, Sid: { a: 1 } })],
    ["no resource", policy({ ...statement, Resource: undefined })],
    ["an unknown element", policy({ ...statement, Colour: "red" })],
    ["an unknown operator", policy({ ...statement, Condition: { Looks: { "aws:SourceArn": "x" } } })],
    ["a key twice", policy(statement).replace('"Effect"', '"Effect":"Deny","Effect"')],
    ["another version", JSON.stringify({ Version: "2020-01-01", Statement: statement })],
  ])("SQS-4 %s", async (_title, Policy) => {
    await create("orders");
    const input = { QueueUrl: urlOf("orders"), Attributes: { Policy } };
    expect(await refusal(sqs, "SetQueueAttributes", input)).toBe(
      "InvalidAttributeValue: Invalid value for the parameter Policy.",
    );
  });

  const seven = [1, 2, 3, 4, 5, 6, 7].map((count) => `sqs:${"?".repeat(count)}*`);

  test.each([
    ["an action on many messages", { Action: ["sqs:SendMessage", "SQS:SendMessageBatch"] }],
    ["an action that is none", { Effect: "Deny", Action: undefined, NotAction: "sqs:SendMessageBatch" }],
  ])("SQS-10 %s is none of a policy", async (_title, given) => {
    await create("orders");
    const input = { QueueUrl: urlOf("orders"), Attributes: { Policy: policy({ ...statement, ...given }) } };
    expect(await refusal(sqs, "SetQueueAttributes", input)).toBe(
      "InvalidParameterValue: Value SQS:SendMessageBatch for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions.",
    );
  });

  test("SQS-10 a statement has seven actions at most, in any case of letters", async () => {
    await create("orders");
    const input = (Action: string | string[]) => ({
      QueueUrl: urlOf("orders"),
      Attributes: { Policy: policy({ ...statement, Action: "*" }, { ...statement, Action }) },
    });
    expect(await refusal(sqs, "SetQueueAttributes", input([...seven, "sqs:SendMessage"]))).toBe(
      "OverLimit: 8 actions were found in a statement from the submitted policy, max allowed is 7",
    );
    await taken(sqs, "SetQueueAttributes", input(seven));
    await taken(sqs, "SetQueueAttributes", input("SQS:sendmessage"));
  });

  test("SQS-4 a sound one is kept as it is, and goes with an empty text", async () => {
    const Policy = policy({ ...statement, Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:::t" } } });
    await create("orders", { Policy });
    expect((await attributes("orders"))["Policy"]).toBe(Policy);
    await taken(sqs, "SetQueueAttributes", { QueueUrl: urlOf("orders"), Attributes: { Policy: "" } });
    expect((await attributes("orders"))["Policy"]).toBeUndefined();
  });
});

describe("permissions", () => {
  const QueueUrl = urlOf("orders");
  const given = { QueueUrl, Label: "one", AWSAccountIds: ["123456789012"], Actions: ["SendMessage"] };

  test("are statements of the policy", async () => {
    await create("orders");
    await taken(sqs, "AddPermission", given);
    await taken(sqs, "AddPermission", { ...given, Label: "two", Actions: ["*"] });
    await taken(sqs, "RemovePermission", { QueueUrl, Label: "two" });
    expect(JSON.parse((await attributes("orders"))["Policy"] ?? "")).toEqual({
      Version: "2012-10-17",
      Id: `${ARN}orders/SQSDefaultPolicy`,
      Statement: [
        {
          Sid: "one",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::123456789012:root" },
          Action: "SQS:SendMessage",
          Resource: `${ARN}orders`,
        },
      ],
    });
    await taken(sqs, "RemovePermission", { QueueUrl, Label: "one" });
    expect((await attributes("orders"))["Policy"]).toBeUndefined();
  });

  test.each([
    ["a label twice", given, "Value one for parameter Label is invalid. Reason: Already exists."],
    [
      "an action of the owner's",
      { ...given, Label: "b", Actions: ["DeleteQueue"] },
      "Value SQS:DeleteQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.",
    ],
    [
      "no account",
      { ...given, Label: "b", AWSAccountIds: ["me"] },
      "PrincipalId is invalid. Reason: Unable to verify.",
    ],
    ["no actions", { ...given, Label: "b", Actions: [] }, "MissingParameter"],
  ])("%s is refused", async (_title, input, told) => {
    await create("orders");
    await taken(sqs, "AddPermission", given);
    expect(await refusal(sqs, "AddPermission", input)).toContain(told);
  });

  test("one that is not there can not be taken away", async () => {
    await create("orders");
    expect(await refusal(sqs, "RemovePermission", { QueueUrl, Label: "x" })).toBe(
      "InvalidParameterValue: Value x for parameter Label is invalid. Reason: can't find label on existing policy.",
    );
  });
});

test("WIRE-5 no member of an input is passed over in silence", () => {
  expect(silentMembers("sqs", sqs.service.http.operations)).toEqual([]);
});
