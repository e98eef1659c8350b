import { describe, expect, test } from "vitest";
import {
  arnOf,
  attributes,
  openSns,
  queueArn,
  refusal,
  type SnsWorld,
  subscribed,
  taken,
  told,
  topic,
} from "../testing/world.ts";

const ARN = arnOf("news");
const opened = async (given: object = {}, name = "news"): Promise<SnsWorld> => {
  const world = openSns();
  await topic(world, name, given);
  return world;
};
const set = (AttributeName: string, AttributeValue: string) => ({
  TopicArn: ARN,
  AttributeName,
  AttributeValue,
});
const statement = { Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: ARN };
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

describe("a topic", () => {
  test("is shown with AWS's defaults", async () => {
    const world = await opened();

    const shown = await attributes(world, "GetTopicAttributes", { TopicArn: ARN });

    expect(shown).toEqual({
      DisplayName: "",
      EffectiveDeliveryPolicy: JSON.stringify({
        http: {
          defaultHealthyRetryPolicy: {
            minDelayTarget: 20,
            maxDelayTarget: 20,
            numRetries: 3,
            numMaxDelayRetries: 0,
            numNoDelayRetries: 0,
            numMinDelayRetries: 0,
            backoffFunction: "linear",
          },
          disableSubscriptionOverrides: false,
          defaultRequestPolicy: { headerContentType: "text/plain; charset=UTF-8" },
        },
      }),
      Owner: "123456789012",
      Policy: expect.stringContaining('"Sid":"__default_statement_ID"'),
      SubscriptionsConfirmed: "0",
      SubscriptionsDeleted: "0",
      SubscriptionsPending: "0",
      TopicArn: ARN,
    });
  });

  test("is made again with the same attributes and tags, and with no others", async () => {
    const world = openSns();
    const Tags = [{ Key: "team", Value: "home" }];
    const given = { Name: "news", Attributes: { DisplayName: "N" }, Tags };
    await taken(world, "CreateTopic", given);

    expect(await told(world, "CreateTopic", given, "TopicArn")).toBe(ARN);
    expect(await told(world, "CreateTopic", { Name: "news" }, "TopicArn")).toBe(ARN);
    expect(await refusal(world, "CreateTopic", { ...given, Attributes: { DisplayName: "M" } })).toBe(
      "InvalidParameter: Invalid parameter: Attributes Reason: Topic already exists with different attributes",
    );
    const other = { ...given, Tags: [{ Key: "team", Value: "work" }] };
    expect(await refusal(world, "CreateTopic", other)).toBe(
      "InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different tags",
    );
  });

  test("counts its subscriptions, and goes with them", async () => {
    const world = await opened();
    await subscribed(world, ARN, queueArn("a"));
    const gone = await subscribed(world, ARN, queueArn("b"));
    await taken(world, "Unsubscribe", { SubscriptionArn: gone });
    await taken(world, "Subscribe", { TopicArn: ARN, Protocol: "email", Endpoint: "a@example.com" });

    expect(await attributes(world, "GetTopicAttributes", { TopicArn: ARN })).toMatchObject({
      SubscriptionsConfirmed: "1",
      SubscriptionsPending: "1",
      SubscriptionsDeleted: "1",
    });
    await taken(world, "DeleteTopic", { TopicArn: ARN });
    await taken(world, "DeleteTopic", { TopicArn: ARN });
    expect(await taken(world, "ListSubscriptions")).not.toContain("<member>");
    expect(await refusal(world, "GetTopicAttributes", { TopicArn: ARN })).toBe(
      "NotFound: Topic does not exist",
    );
  });

  test("is tagged, and tells its tags", async () => {
    const world = await opened();
    await taken(world, "TagResource", {
      ResourceArn: ARN,
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
    });
    await taken(world, "UntagResource", { ResourceArn: ARN, TagKeys: ["a"] });

    expect(await taken(world, "ListTagsForResource", { ResourceArn: ARN })).toContain(
      "<Tags><member><Key>b</Key><Value>2</Value></member></Tags>",
    );
    expect(await refusal(world, "ListTagsForResource", { ResourceArn: arnOf("none") })).toBe(
      "ResourceNotFound: Resource does not exist",
    );
    const twice = [
      { Key: "a", Value: "1" },
      { Key: "a", Value: "2" },
    ];
    expect(await refusal(world, "TagResource", { ResourceArn: ARN, Tags: twice })).toBe(
      "InvalidParameter: Invalid parameter: Duplicated keys are not allowed.",
    );
  });

  test("is listed a hundred at a time", async () => {
    const world = openSns();
    for (let count = 0; count < 101; count += 1) await topic(world, `t${String(count).padStart(3, "0")}`);
    const NextToken = await told(world, "ListTopics", {}, "NextToken");

    const second = await taken(world, "ListTopics", { NextToken });

    expect(second.match(/<TopicArn>[^<]*/g)).toEqual([`<TopicArn>${arnOf("t100")}`]);
    expect(await refusal(world, "ListTopics", { NextToken: "x" })).toMatch(/^InvalidParameter: /);
  });
});

const NO_ACTION = "InvalidParameter: Invalid parameter: Policy statement action out of service scope!";
const NO_POLICY = "InvalidParameter: Invalid parameter: Policy Error: null";

describe("what is refused of a topic", () => {
  test.each([
    ["", "InvalidParameter: Invalid parameter: Topic Name"],
    ["a b", "InvalidParameter: Invalid parameter: Topic Name"],
    ["a.fifo", "InvalidParameter: Invalid parameter: Topic Name"],
    ["a".repeat(257), "InvalidParameter: Invalid parameter: Topic Name"],
  ])("the name %j", async (Name, told) => {
    expect(await refusal(openSns(), "CreateTopic", { Name })).toBe(told);
  });

  test.each([
    [
      "arn:x",
      "InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 2",
    ],
    [
      "news",
      "InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
    ],
    ["arn:aws:sns:us-east-1:123456789012:news", "InvalidParameter: Invalid parameter: TopicArn"],
    [arnOf("none"), "NotFound: Topic does not exist"],
  ])("the ARN %j", async (TopicArn, told) => {
    expect(await refusal(openSns(), "GetTopicAttributes", { TopicArn })).toBe(told);
  });

  test.each([
    ["FifoTopic", "true", "InvalidParameter: Invalid parameter: AttributeName"],
    ["ContentBasedDeduplication", "true", "InvalidParameter: Invalid parameter: AttributeName"],
    ["Shape", "round", "InvalidParameter: Invalid parameter: AttributeName"],
    ["DisplayName", "a".repeat(101), /^InvalidParameter: /],
    ["SignatureVersion", "3", /^InvalidParameter: /],
    ["MaximumMessageSize", "1023", /^InvalidParameter: /],
    ["DeliveryPolicy", "{", /^InvalidParameter: /],
    ["DeliveryPolicy", '{"http":{"defaultHealthyRetryPolicy":{"numRetries":101}}}', /^InvalidParameter: /],
    [
      "DeliveryPolicy",
      '{"http":{"defaultThrottlePolicy":{"maxReceivesPerSecond":1}}}',
      /^UnsupportedOperation: /,
    ],
    ["KmsMasterKeyId", "a key", "InvalidParameter: Invalid parameter: KmsMasterKeyId"],
    ["ArchivePolicy", "{}", /^UnsupportedOperation: /],
    ["SQSFailureFeedbackRoleArn", "arn", /^UnsupportedOperation: /],
    ["TracingConfig", "Active", /^UnsupportedOperation: /],
  ])("the attribute %s of %j", async (name, value, told) => {
    expect(await refusal(await opened(), "SetTopicAttributes", set(name, value))).toMatch(told);
  });

  test("SNS-3 a data protection policy is refused by name", async () => {
    const world = openSns();
    expect(await refusal(world, "CreateTopic", { Name: "a", DataProtectionPolicy: "{}" })).toMatch(
      /^UnsupportedOperation: DataProtectionPolicy of CreateTopic/,
    );
    expect(await refusal(world, "PutDataProtectionPolicy", { ResourceArn: ARN })).toMatch(
      /^UnsupportedOperation: PutDataProtectionPolicy/,
    );
  });

  test.each([
    ["{", NO_POLICY],
    ['{"Statement":[]}', NO_POLICY],
    [policyOf({ ...statement, Principal: undefined }), NO_POLICY],
    [policyOf({ ...statement, Effect: "Maybe" }), NO_POLICY],
    [policyOf({ ...statement, Principal: { Aws: "x" } }), NO_POLICY],
    [policyOf({ ...statement, Condition: { StringIs: { a: "b" } } }), NO_POLICY],
    [policyOf(statement).replace('"Effect"', '"Effect":"Deny","Effect"'), NO_POLICY],
    [policyOf({ ...statement, Action: "sns:*" }), NO_ACTION],
    [policyOf({ ...statement, Action: ["sns:Publish", "sns:ListTopics"] }), NO_ACTION],
    [policyOf({ ...statement, Action: "sqs:SendMessage" }), NO_ACTION],
    [
      policyOf({
        ...statement,
        Condition: { StringEquals: { "lambda:SourceFunctionArn": "a" } },
      }),
      "UnsupportedOperation: The condition key lambda:SourceFunctionArn is not supported by Portcullis. See docs/gaps.md.",
    ],
  ])("SNS-3 the policy %s", async (policy, told) => {
    expect(await refusal(await opened(), "SetTopicAttributes", set("Policy", policy))).toBe(told);
  });

  test("but a policy with the deprecated key is taken, as AWS gives it to every topic", async () => {
    const Condition = { StringEquals: { "AWS:SourceOwner": "123456789012" } };
    const world = await opened();
    await taken(world, "SetTopicAttributes", set("Policy", policyOf({ ...statement, Condition })));
    expect((await attributes(world, "GetTopicAttributes", { TopicArn: ARN }))["Policy"]).toContain(
      "SourceOwner",
    );
  });
});

describe("permissions of a topic", () => {
  const one = { TopicArn: ARN, Label: "one", AWSAccountId: ["123456789012"], ActionName: ["Publish"] };
  const sids = async (world: SnsWorld) => {
    const { Policy = "" } = await attributes(world, "GetTopicAttributes", { TopicArn: ARN });
    return (JSON.parse(Policy) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid);
  };

  test("are statements of its policy", async () => {
    const world = await opened();
    await taken(world, "AddPermission", one);
    expect(await sids(world)).toEqual(["__default_statement_ID", "one"]);

    await taken(world, "RemovePermission", { TopicArn: ARN, Label: "one" });
    await taken(world, "RemovePermission", { TopicArn: ARN, Label: "none" });
    expect(await sids(world)).toEqual(["__default_statement_ID"]);
  });

  test.each([
    [{ ...one, ActionName: ["ListTopics"] }, "Policy statement action out of service scope!"],
    [{ ...one, Label: "__default_statement_ID" }, "Statement already exists"],
    [{ ...one, AWSAccountId: ["me"] }, "AWSAccountId Reason: every principal has to be an account id"],
  ])("are refused: %j", async (input, told) => {
    expect(await refusal(await opened(), "AddPermission", input)).toBe(
      `InvalidParameter: Invalid parameter: ${told}`,
    );
  });
});

test("SMS attributes are kept, and others are not", async () => {
  const world = openSns();
  await taken(world, "SetSMSAttributes", {
    attributes: { DefaultSMSType: "Transactional", DefaultSenderID: "Home" },
  });
  await taken(world, "SetSMSAttributes", { attributes: { DefaultSenderID: "Door" } });

  expect(await attributes(world, "GetSMSAttributes", {})).toEqual({
    DefaultSMSType: "Transactional",
    DefaultSenderID: "Door",
  });
  expect(await attributes(world, "GetSMSAttributes", { attributes: ["DefaultSenderID"] })).toEqual({
    DefaultSenderID: "Door",
  });
  const refused = (given: object) => refusal(world, "SetSMSAttributes", { attributes: given });
  expect(await refused({ Odd: "a" })).toBe("InvalidParameter: Odd is not a valid attribute");
  expect(await refused({ DefaultSMSType: "Loud" })).toBe("InvalidParameter: DefaultSMSType is invalid");
  expect(await refused({ DefaultSenderID: "123" })).toBe(
    "InvalidParameter: DefaultSendID is not a valid attribute",
  );
  expect(await refused({ MonthlySpendLimit: "1" })).toMatch(/^UnsupportedOperation: /);
  expect(
    await told(world, "CheckIfPhoneNumberIsOptedOut", { phoneNumber: "+15551234567" }, "isOptedOut"),
  ).toBe("false");
});
