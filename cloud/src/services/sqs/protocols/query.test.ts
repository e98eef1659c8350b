import { beforeEach, describe, expect, test } from "vitest";
import { formCall, send } from "../../../iam/testing/access-table.ts";
import { openSqs, type SqsWorld } from "../testing/world.ts";

let sqs: SqsWorld;
beforeEach(() => {
  sqs = openSqs();
});

async function form(
  action: string,
  fields: Record<string, string> = {},
  path = "/",
): Promise<[number, string]> {
  const world = { ...sqs.account, service: sqs.service.http, signingName: "sqs" };
  const call = formCall(action, { Version: "2012-11-05", ...fields });
  const { status, body } = await send(world, { ...call, call: `POST ${path}` }, sqs.account.administrator);
  return [status, String(body)];
}

const PATH = "/123456789012/jobs";
const NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/";

describe("the Query protocol", () => {
  test("has lists and maps as it had them in 2012", async () => {
    const made = await form("CreateQueue", {
      QueueName: "jobs",
      "Attribute.1.Name": "DelaySeconds",
      "Attribute.1.Value": "0",
      "Tag.1.Key": "team",
      "Tag.1.Value": "home",
    });
    expect(made).toEqual([
      200,
      expect.stringContaining(
        `<CreateQueueResponse xmlns="${NAMESPACE}"><CreateQueueResult><QueueUrl>http://localhost:4566${PATH}</QueueUrl></CreateQueueResult>`,
      ),
    ]);
    expect((await form("ListQueueTags", {}, PATH))[1]).toContain(
      "<Tag><Key>team</Key><Value>home</Value></Tag>",
    );
    expect((await form("GetQueueAttributes", { "AttributeName.1": "DelaySeconds" }, PATH))[1]).toContain(
      "<GetQueueAttributesResult><Attribute><Name>DelaySeconds</Name><Value>0</Value></Attribute></GetQueueAttributesResult>",
    );
    expect((await form("ListQueues"))[1]).toContain(`<QueueUrl>http://localhost:4566${PATH}</QueueUrl>`);
  });

  test("sends and receives at the address of the queue", async () => {
    await form("CreateQueue", { QueueName: "jobs" });
    const attribute = {
      "MessageAttribute.1.Name": "kind",
      "MessageAttribute.1.Value.DataType": "String",
      "MessageAttribute.1.Value.StringValue": "order",
    };
    const [, sent] = await form("SendMessage", { MessageBody: "a < b", ...attribute }, PATH);
    const [, id] = /<MessageId>(.*?)<\/MessageId>/.exec(sent) ?? [];
    const asked = { "AttributeName.1": "ApproximateReceiveCount", "MessageAttributeName.1": "All" };
    const [status, received] = await form("ReceiveMessage", asked, PATH);
    expect(status).toBe(200);
    expect(received).toContain(`<ReceiveMessageResult><Message><MessageId>${id}</MessageId>`);
    expect(received).toContain("<Body>a &lt; b</Body>");
    expect(received).toContain("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>");
    expect(received).toContain(
      "<MessageAttribute><Name>kind</Name><Value><StringValue>order</StringValue><DataType>String</DataType></Value></MessageAttribute>",
    );
    const [, handle = ""] = /<ReceiptHandle>(.*?)<\/ReceiptHandle>/.exec(received) ?? [];
    const [, deleted] = await form(
      "DeleteMessageBatch",
      {
        "DeleteMessageBatchRequestEntry.1.Id": "one",
        "DeleteMessageBatchRequestEntry.1.ReceiptHandle": handle,
        "DeleteMessageBatchRequestEntry.2.Id": "two",
        "DeleteMessageBatchRequestEntry.2.ReceiptHandle": "none",
      },
      PATH,
    );
    expect(deleted).toContain("<DeleteMessageBatchResultEntry><Id>one</Id></DeleteMessageBatchResultEntry>");
    expect(deleted).toContain(
      "<BatchResultErrorEntry><Id>two</Id><SenderFault>true</SenderFault><Code>ReceiptHandleIsInvalid</Code>",
    );
  });

  test("has its own words for a queue that is not there, and codes of old", async () => {
    expect(await form("ReceiveMessage", {}, PATH)).toEqual([
      400,
      expect.stringContaining(
        "<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist for this wsdl version.</Message></Error>",
      ),
    ]);
    await form("CreateQueue", { QueueName: "jobs" });
    expect(await form("ReceiveMessage", { MaxNumberOfMessages: "many" }, PATH)).toEqual([
      400,
      expect.stringContaining("<Code>MalformedInput</Code>"),
    ]);
    expect((await form("StartMessageMoveTask"))[1]).toContain(
      "StartMessageMoveTask is not supported by Portcullis",
    );
    expect((await form("Nonsense"))[1]).toContain("<Code>InvalidAction</Code>");
  });

  test("the queue's name in the form counts before the path", async () => {
    await form("CreateQueue", { QueueName: "jobs" });
    const fields = { QueueUrl: `http://elsewhere${PATH}`, MessageBody: "x" };
    expect((await form("SendMessage", fields, "/"))[0]).toBe(200);
  });
});
