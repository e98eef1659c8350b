import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { AwsTools } from "../support/aws-tools.ts";

const python = inject("python");
const facts = inject("product");

const SCRIPT = `
import json, uuid
import boto3
from botocore.exceptions import ClientError

told = {}
sns, sqs = boto3.client("sns"), boto3.resource("sqs")
run = uuid.uuid4().hex
topic = boto3.resource("sns").create_topic(Name=f"boto-{run}")
queue = sqs.create_queue(QueueName=f"boto-{run}")
arn = queue.attributes["QueueArn"]
queue.set_attributes(Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
    "Resource": arn, "Condition": {"ArnEquals": {"aws:SourceArn": topic.arn}}}]})})
subscription = topic.subscribe(Protocol="sqs", Endpoint=arn, ReturnSubscriptionArn=True,
                               Attributes={"FilterPolicy": json.dumps({"kind": ["a", {"prefix": "b"}]})})

def kind(value):
    return {"kind": {"DataType": "String", "StringValue": value}}

topic.publish(Message="unseen", MessageAttributes=kind("c"))
topic.publish(Message=json.dumps({"default": "d", "sqs": "for queues"}), MessageStructure="json",
              Subject="Hi", MessageAttributes=kind("bee"))
messages = []
while not messages:
    messages = queue.receive_messages(WaitTimeSeconds=20)
body = json.loads(messages[0].body)
told["body"] = [body["Type"], body["Subject"], body["Message"], body["MessageAttributes"]]
told["attributes"] = [subscription.attributes["FilterPolicyScope"], subscription.attributes["Protocol"]]
told["pages"] = topic.arn in [t["TopicArn"] for p in sns.get_paginator("list_topics").paginate() for t in p["Topics"]]
topic.add_permission(Label="one", AWSAccountId=["123456789012"], ActionName=["Publish"])
told["permission"] = [s["Sid"] for s in json.loads(sns.get_topic_attributes(TopicArn=topic.arn)["Attributes"]["Policy"])["Statement"]]

def refusal(call):
    try:
        call()
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["Error"]["Message"]]

told["filter"] = refusal(lambda: subscription.set_attributes(AttributeName="FilterPolicy", AttributeValue='{"a":"b"}'))
told["missing"] = refusal(lambda: sns.get_topic_attributes(TopicArn=topic.arn + "-none"))
told["phone"] = refusal(lambda: sns.publish(PhoneNumber="+1a234", Message="x"))
told["text"] = "MessageId" in sns.publish(PhoneNumber="+15551234567", Message=f"hello {run}")
told["push"] = refusal(lambda: sns.create_platform_application(Name="a", Platform="GCM", Attributes={}))
topic.delete()
queue.delete()
told["run"] = run
print(json.dumps(told))
`;

describe.skipIf("missing" in python)("Python and the command line, unmodified", () => {
  let tools: AwsTools;
  let folder: string;
  beforeAll(() => {
    tools = new AwsTools(python, facts);
    folder = mkdtempSync(join(tmpdir(), "portcullis-sns-"));
    writeFileSync(join(folder, "topics.py"), SCRIPT);
  });
  afterAll(() => folder !== undefined && rmSync(folder, { recursive: true, force: true }));

  test("boto3 and its resources: a topic, a filter, a queue, a text message, and refusals", async () => {
    const { code, out, err } = await tools.python([join(folder, "topics.py")]);
    expect([code, err]).toEqual([0, ""]);
    const told = JSON.parse(out) as Readonly<Record<string, unknown>>;
    expect(told).toMatchObject({
      body: ["Notification", "Hi", "for queues", { kind: { Type: "String", Value: "bee" } }],
      attributes: ["MessageAttributes", "sqs"],
      pages: true,
      permission: ["__default_statement_ID", "one"],
      filter: ["InvalidParameter", 'Invalid parameter: FilterPolicy: "a" must be an object or an array'],
      missing: ["NotFound", "Topic does not exist"],
      phone: ["InvalidParameter", "Invalid parameter: PhoneNumber Reason: +1a234 is not valid to publish to"],
      text: true,
      push: ["UnsupportedOperation", expect.stringContaining("CreatePlatformApplication is not supported")],
    });
    const page = await fetch(`${facts.endpoint}/_portcullis/mailbox`);
    const { messages } = (await page.json()) as { readonly messages: readonly object[] };
    expect(messages).toContainEqual(
      expect.objectContaining({
        medium: "SMS",
        destination: "+15551234567",
        body: `hello ${String(told["run"])}`,
      }),
    );
  });

  test("aws sns makes, subscribes, publishes to and removes a topic, and says what is refused", async () => {
    const made = await tools.awsJson("sns", "create-topic", "--name", "cli", "--tags", "Key=team,Value=home");
    const { TopicArn } = made as { readonly TopicArn: string };
    const at = ["--topic-arn", TopicArn];
    const mail = ["--protocol", "email", "--notification-endpoint", "ada@example.com"];
    expect(await tools.awsJson("sns", "subscribe", ...at, ...mail)).toEqual({
      SubscriptionArn: "pending confirmation",
    });
    expect(await tools.awsJson("sns", "publish", ...at, "--message", "hello")).toEqual({
      MessageId: expect.any(String),
    });
    const refused = await tools.aws([
      "sns",
      "subscribe",
      ...at,
      "--protocol",
      "fax",
      "--notification-endpoint",
      "1",
    ]);
    expect([refused.code, refused.err.trim()]).toEqual([
      expect.any(Number),
      "An error occurred (InvalidParameter) when calling the Subscribe operation: Invalid parameter: Amazon SNS does not support this protocol string: fax",
    ]);
    expect(refused.code).not.toBe(0);
    expect((await tools.aws(["sns", "delete-topic", ...at])).code).toBe(0);
  });
});
