import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { AwsTools } from "../support/aws-tools.ts";

const python = inject("python");
const facts = inject("product");

/** boto3, and a call signed by botocore as clients made it before 2023. */
const SCRIPT = `
import json, os, urllib.error, urllib.request
import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.exceptions import ClientError

told = {}
sqs = boto3.client("sqs")
dead = sqs.create_queue(QueueName="boto-dead.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
url = sqs.create_queue(QueueName="boto.fifo", Attributes={
    "FifoQueue": "true", "ContentBasedDeduplication": "true", "VisibilityTimeout": "0",
    "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 1})})["QueueUrl"]
queue = boto3.resource("sqs").Queue(url)
queue.send_message(MessageBody="one", MessageGroupId="g",
                   MessageAttributes={"raw": {"DataType": "Binary", "BinaryValue": b"\\x00\\x01"}})
queue.send_message(MessageBody="one", MessageGroupId="g")
received = queue.receive_messages(MessageAttributeNames=["All"], MaxNumberOfMessages=10)
told["once"] = [(m.body, m.message_attributes["raw"]["BinaryValue"].hex()) for m in received]
told["moved"] = [m.body for m in queue.receive_messages()]
told["dead"] = [m.body for m in boto3.resource("sqs").Queue(dead).receive_messages()]
told["sources"] = [q.url for q in boto3.resource("sqs").Queue(dead).dead_letter_source_queues.all()] == [url]

def refusal(call):
    try:
        call()
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["Error"]["Message"]]

told["missing"] = refusal(lambda: sqs.get_queue_url(QueueName="nowhere"))
told["no group"] = refusal(lambda: queue.send_message(MessageBody="x"))

def old(address, **form):
    body = "&".join(f"{name}={value}" for name, value in {"Version": "2012-11-05", **form}.items())
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    request = AWSRequest("POST", address, headers=headers, data=body)
    session = boto3.session.Session()
    SigV4Auth(session.get_credentials(), "sqs", session.region_name).add_auth(request)
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body.encode(), dict(request.headers))) as reply:
            return [reply.status, reply.read().decode()]
    except urllib.error.HTTPError as error:
        return [error.code, error.read().decode()]

told["old"] = old(url, Action="SendMessage", MessageBody="old", MessageGroupId="h")
told["old receive"] = old(url, Action="ReceiveMessage", **{"AttributeName.1": "MessageGroupId"})
told["old missing"] = old(url.replace("boto.fifo", "nowhere"), Action="ReceiveMessage")
sqs.delete_queue(QueueUrl=url)
sqs.delete_queue(QueueUrl=dead)
print(json.dumps(told))
`;

describe.skipIf("missing" in python)("Python and the command line, unmodified", () => {
  let tools: AwsTools;
  let folder: string;
  beforeAll(() => {
    tools = new AwsTools(python, facts);
    folder = mkdtempSync(join(tmpdir(), "portcullis-sqs-"));
    writeFileSync(join(folder, "queues.py"), SCRIPT);
  });
  afterAll(() => folder !== undefined && rmSync(folder, { recursive: true, force: true }));

  test("boto3 and its resources, and the Query protocol at the address of the queue", async () => {
    const { code, out, err } = await tools.python([join(folder, "queues.py")]);
    expect([code, err]).toEqual([0, ""]);
    const told = JSON.parse(out) as Readonly<Record<string, unknown>>;
    expect(told).toMatchObject({
      once: [["one", "0001"]],
      moved: [],
      dead: ["one"],
      sources: true,
      missing: ["AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist."],
      "no group": ["MissingParameter", "The request must contain the parameter MessageGroupId."],
      old: [200, expect.stringContaining("<SendMessageResponse xmlns=")],
      "old receive": [200, expect.stringContaining("<Name>MessageGroupId</Name><Value>h</Value>")],
      "old missing": [
        400,
        expect.stringContaining("The specified queue does not exist for this wsdl version."),
      ],
    });
  });

  test("aws sqs makes, fills, reads and removes a queue, and says what is refused", async () => {
    // Version 1 sends to an address of its own for SQS, whatever AWS_ENDPOINT_URL says.
    const endpoint = ["--endpoint-url", facts.endpoint];
    const made = await tools.awsJson("sqs", "create-queue", "--queue-name", "cli", ...endpoint);
    const { QueueUrl } = made as { readonly QueueUrl: string };
    const at = ["--queue-url", QueueUrl, ...endpoint];
    await tools.awsJson("sqs", "send-message", ...at, "--message-body", "hello");
    const received = await tools.awsJson("sqs", "receive-message", ...at, "--attribute-names", "All");
    expect(received).toMatchObject({
      Messages: [{ Body: "hello", Attributes: { ApproximateReceiveCount: "1" } }],
    });
    const refused = await tools.aws(["sqs", "receive-message", ...at, "--max-number-of-messages", "11"]);
    expect([refused.code, refused.err.trim()]).toEqual([
      255,
      "An error occurred (InvalidParameterValue) when calling the ReceiveMessage operation: Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
    ]);
    await tools.awsJson("sqs", "delete-queue", ...at);
  });
});
