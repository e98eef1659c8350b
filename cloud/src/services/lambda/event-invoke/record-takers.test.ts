import {
  InvokeCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BusEvent } from "../../../core/ports/event-buses.ts";
import type { Notification } from "../../../core/ports/sns-topics.ts";
import { arnOf, create, source } from "../testing/functions.ts";
import { serveLambda, type TestLambda } from "../testing/service.ts";
import { busArn, testBuses, testTopics, topicArn } from "../testing/takers.ts";

const topics = testTopics("told", "told.fifo");
const buses = testBuses("default");
const TOPIC = topicArn("told");
const BUS = busArn("default");
const denied: unknown[] = [];
let lambda: TestLambda;
beforeAll(async () => {
  const trace = {
    record: (event: { verdict: string }) => void (event.verdict === "deny" && denied.push(event)),
  };
  lambda = await serveLambda({ snsTopics: topics, eventBuses: buses, trace });
  const ZipFile = source(
    "0; exports.handler = async (event) => event.fail ? Promise.reject(new Error('no')) : 1",
  );
  await create(lambda, "fn", { Code: { ZipFile } });
});
afterAll(() => lambda.close());
beforeEach(() => {
  topics.denies = false;
  buses.denies = false;
  denied.length = 0;
});

const put = (kind: "OnFailure" | "OnSuccess", Destination: string) =>
  lambda.client.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: "fn",
      MaximumRetryAttempts: 0,
      DestinationConfig: { [kind]: { Destination } },
    }),
  );
const deadLetters = (TargetArn: string) =>
  lambda.client.send(
    new UpdateFunctionConfigurationCommand({ FunctionName: "fn", DeadLetterConfig: { TargetArn } }),
  );
async function invoke(event: object): Promise<string> {
  const { $metadata } = await lambda.client.send(
    new InvokeCommand({ FunctionName: "fn", InvocationType: "Event", Payload: JSON.stringify(event) }),
  );
  return $metadata.requestId ?? "";
}
const about = <One>(given: () => readonly One[], requestId: string) => {
  const found = () => given().find((one) => JSON.stringify(one).includes(requestId));
  return expect
    .poll(found)
    .toBeDefined()
    .then(() => found());
};
const published = (requestId: string) => about<Notification>(() => topics.given(TOPIC), requestId);
const onBus = (requestId: string) => about<BusEvent>(() => buses.given(BUS), requestId);
const wrong = (message: string) => ({ name: "InvalidParameterValueException", message });

describe("A topic as a destination", () => {
  test("gets the record as its message", async () => {
    await put("OnFailure", TOPIC);
    const requestId = await invoke({ fail: true });
    const { message = "" } = (await published(requestId)) ?? {};
    expect(JSON.parse(message)).toMatchObject({
      version: "1.0",
      requestContext: { requestId, condition: "RetriesExhausted", functionArn: `${arnOf("fn")}:$LATEST` },
      requestPayload: { fail: true },
    });
  });

  test("LAM-25 is refused where the role may not publish, and gets nothing once it may not", async () => {
    await put("OnSuccess", TOPIC);
    topics.denies = true;
    const refused = await invoke({});
    await expect.poll(() => denied).toMatchObject([{ request: refused, step: "destination" }]);
    expect(JSON.stringify(topics.given(TOPIC))).not.toContain(refused);
    await expect(put("OnSuccess", TOPIC)).rejects.toMatchObject(
      wrong(`The function's execution role does not have permissions to call Publish on ${TOPIC}`),
    );
  });

  test("LAM-29 gets dead letters where the role may publish", async () => {
    await deadLetters(TOPIC);
    await put("OnSuccess", BUS);
    const requestId = await invoke({ fail: true, of: "letters" });
    expect(await published(requestId)).toEqual({
      message: '{"fail":true,"of":"letters"}',
      attributes: {
        RequestID: { dataType: "String", stringValue: requestId },
        ErrorCode: { dataType: "Number", stringValue: "200" },
        ErrorMessage: { dataType: "String", stringValue: "no" },
      },
    });
    await deadLetters("");
    topics.denies = true;
    await expect(deadLetters(TOPIC)).rejects.toMatchObject(
      wrong("The provided execution role does not have permissions to call Publish on SNS"),
    );
  });
});

describe("An event bus as a destination", () => {
  test.each([
    ["OnSuccess", { colour: "blue" }, "Success"],
    ["OnFailure", { fail: true }, "Failure"],
  ] as const)("%s: gets the event of AWS", async (kind, event, word) => {
    await put(kind, BUS);
    const requestId = await invoke(event);
    expect(await onBus(requestId)).toEqual({
      source: "lambda",
      detailType: `Lambda Function Invocation Result - ${word}`,
      detail: expect.objectContaining({ version: "1.0", requestPayload: event }),
      resources: [BUS, `${arnOf("fn")}:$LATEST`],
    });
  });

  test("LAM-25 is refused where the role may not put events, and gets nothing once it may not", async () => {
    await put("OnSuccess", BUS);
    buses.denies = true;
    const refused = await invoke({});
    await expect.poll(() => denied).toMatchObject([{ request: refused, step: "destination" }]);
    expect(JSON.stringify(buses.given(BUS))).not.toContain(refused);
    await expect(put("OnSuccess", BUS)).rejects.toMatchObject(
      wrong(`The function's execution role does not have permissions to call PutEvents on ${BUS}`),
    );
  });
});

test.each([
  [
    "a topic that is not there",
    topicArn("nowhere"),
    `The destination ARN ${topicArn("nowhere")} is invalid.`,
  ],
  ["a FIFO topic", topicArn("told.fifo"), `The destination ARN ${topicArn("told.fifo")} is invalid.`],
  ["a bus that is not there", busArn("nowhere"), `The destination ARN ${busArn("nowhere")} is invalid.`],
  [
    "a bucket, by its name",
    "arn:aws:s3:::records",
    "The destination arn:aws:s3:::records is recognised but not supported by Portcullis: records go to functions, queues, topics and event buses. See docs/gaps.md.",
  ],
])("refuses %s", async (_what, arn, message) => {
  await expect(put("OnFailure", arn)).rejects.toMatchObject(wrong(message));
});

test("an event bus takes no dead letters", async () => {
  await expect(deadLetters(BUS)).rejects.toMatchObject(
    wrong(`Invalid dead-letter target ${BUS}: it has to be an SQS queue or an SNS topic.`),
  );
});
