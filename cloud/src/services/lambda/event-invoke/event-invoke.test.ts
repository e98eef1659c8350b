import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  InvokeCommand,
  ListFunctionEventInvokeConfigsCommand,
  PutFunctionEventInvokeConfigCommand,
  type PutFunctionEventInvokeConfigCommandInput,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemRandomness } from "../../../core/randomness.ts";
import { newRoleId } from "../../../iam/identities/model/role.ts";
import { arnOf, create, source } from "../testing/functions.ts";
import { queueArn, type TestQueues, testQueues } from "../testing/queues.ts";
import { ROLE_ARN, serveLambda, type TestLambda } from "../testing/service.ts";

let lambda: TestLambda;
let queues: TestQueues;
const denied: unknown[] = [];
beforeAll(async () => {
  const trace = {
    record: (event: { verdict: string }) => void (event.verdict === "deny" && denied.push(event)),
  };
  queues = testQueues();
  queues.make("dead");
  queues.make("dead.fifo", { isFifo: true });
  lambda = await serveLambda({ trace, messageQueues: queues });
  allow(ANY);
  const answer = "event.fail ? Promise.reject(new Error('no')) : { got: event }";
  const ZipFile = zipOfHandler(`async (event) => ${answer}`);
  await create(lambda, "fn", { Code: { ZipFile } });
  await create(lambda, "records", {
    Code: { ZipFile: zipOfHandler("async (event) => console.log('got ' + JSON.stringify(event))") },
  });
  await send(new CreateAliasCommand({ FunctionName: "fn", Name: "live", FunctionVersion: "$LATEST" }));
});
afterAll(() => lambda.close());
beforeEach(async () => {
  allow(ANY);
  queues.denied = [];
  await remove().catch(() => undefined);
});

const ANY = "*";
const RECORDS = arnOf("records");
const send: TestLambda["client"]["send"] = ((command: never) => lambda.client.send(command)) as never;
const zipOfHandler = (text: string): Buffer => source(`0; exports.handler = ${text}`);
type Config = Omit<PutFunctionEventInvokeConfigCommandInput, "FunctionName">;
const put = (config: Config, FunctionName = "fn") =>
  send(new PutFunctionEventInvokeConfigCommand({ FunctionName, ...config }));
const update = (config: Config) =>
  send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName: "fn", ...config }));
const get = (Qualifier?: string) =>
  send(
    new GetFunctionEventInvokeConfigCommand({
      FunctionName: "fn",
      ...(Qualifier === undefined ? {} : { Qualifier }),
    }),
  );
const remove = () => send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName: "fn" }));
const onSuccess = (Destination: string): Config => ({ DestinationConfig: { OnSuccess: { Destination } } });
const onFailure = (Destination: string): Config => ({ DestinationConfig: { OnFailure: { Destination } } });

/** The functions' role may invoke these under the condition, and nothing else. */
function allow(Resource: string, Condition: object = {}): void {
  const document = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource, Condition }],
  });
  const role = lambda.identities.roleOf(ROLE_ARN);
  if (role === undefined) throw new Error("no role");
  lambda.identities.roles.save({
    ...role,
    id: newRoleId(systemRandomness),
    inlinePolicies: [{ name: "test", document }],
  });
}

const wrong = (message: unknown) => ({ name: "InvalidParameterValueException", message });

describe("The configuration of asynchronous events", () => {
  test("is put as a whole, updated member by member, listed and deleted", async () => {
    const made = await put({ MaximumRetryAttempts: 1, ...onFailure(RECORDS) });
    expect(made).toMatchObject({
      FunctionArn: `${arnOf("fn")}:$LATEST`,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnSuccess: {}, OnFailure: { Destination: RECORDS } },
      LastModified: expect.any(Date),
    });
    expect(made).not.toHaveProperty("MaximumEventAgeInSeconds");

    await update({ MaximumEventAgeInSeconds: 60 });
    expect(await get("$LATEST")).toMatchObject({
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: RECORDS } },
    });
    await update(onFailure(""));
    expect((await get()).DestinationConfig).toEqual({ OnSuccess: {}, OnFailure: {} });

    await put({ MaximumRetryAttempts: 0 });
    expect(await get()).not.toHaveProperty("MaximumEventAgeInSeconds");
    await put({ Qualifier: "live", MaximumRetryAttempts: 2 });
    const listed = await send(new ListFunctionEventInvokeConfigsCommand({ FunctionName: "fn" }));
    expect(
      listed.FunctionEventInvokeConfigs?.map((one) => [one.FunctionArn, one.MaximumRetryAttempts]),
    ).toEqual([
      [`${arnOf("fn")}:$LATEST`, 0],
      [`${arnOf("fn")}:live`, 2],
    ]);
    await remove();
    await expect(remove()).rejects.toThrow("doesn't have an EventInvokeConfig");
  });

  test("stays when the code changes, and goes with its alias", async () => {
    await create(lambda, "changes");
    const live = { FunctionName: "changes", Name: "live" };
    await send(new CreateAliasCommand({ ...live, FunctionVersion: "$LATEST" }));
    await put({ MaximumRetryAttempts: 1 }, "changes");
    await put({ MaximumRetryAttempts: 2, Qualifier: "live" }, "changes");
    await send(new UpdateFunctionCodeCommand({ FunctionName: "changes", ZipFile: source("2") }));
    await send(new DeleteAliasCommand(live));
    const listed = await send(new ListFunctionEventInvokeConfigsCommand({ FunctionName: "changes" }));
    expect(listed.FunctionEventInvokeConfigs).toMatchObject([{ MaximumRetryAttempts: 1 }]);
  });

  const none = {
    name: "ResourceNotFoundException",
    message: `The function ${arnOf("fn")}:$LATEST doesn't have an EventInvokeConfig`,
  };
  const gone = { name: "ResourceNotFoundException", message: "The function doesn't exist." };
  test.each([
    [
      "nothing",
      () => put({}),
      wrong("You must specify at least one of error handling or destination setting."),
    ],
    [
      "an update of nothing",
      () => update({}),
      wrong("You must specify at least one of error handling or destination setting."),
    ],
    ["three retries", () => put({ MaximumRetryAttempts: 3 }), { name: "ValidationException" }],
    ["an age of 59 seconds", () => put({ MaximumEventAgeInSeconds: 59 }), { name: "ValidationException" }],
    [
      "an age above six hours",
      () => put({ MaximumEventAgeInSeconds: 21_601 }),
      { name: "ValidationException" },
    ],
    ["text that is no ARN", () => put(onFailure("records")), { name: "ValidationException" }],
    [
      "itself as a destination",
      () => put(onSuccess(`${arnOf("fn")}:live`)),
      wrong("You can't specify the function as a destination for itself."),
    ],
    [
      "a function that is not there",
      () => put(onSuccess(arnOf("nobody"))),
      wrong(`The destination ARN ${arnOf("nobody")} is invalid.`),
    ],
    [
      "a version that is not there",
      () => put(onSuccess(`${RECORDS}:9`)),
      wrong(`The destination ARN ${RECORDS}:9 is invalid.`),
    ],
    [
      "a function of another region",
      () => put(onSuccess(RECORDS.replace("eu-west-1", "eu-west-3"))),
      wrong(expect.stringContaining("is invalid.")),
    ],
    [
      "a queue that is not there",
      () => put(onFailure(queueArn("nowhere"))),
      wrong(`The destination ARN ${queueArn("nowhere")} is invalid.`),
    ],
    [
      "a FIFO queue",
      () => put(onFailure(queueArn("dead.fifo"))),
      wrong(`The destination ARN ${queueArn("dead.fifo")} is invalid.`),
    ],
    [
      "a destination that AWS has not",
      () => put(onFailure("arn:aws:iam::123456789012:role/x")),
      wrong(
        "The provided destination config DestinationConfig(onSuccess=null, onFailure=OnFailure(destination=arn:aws:iam::123456789012:role/x)) is invalid.",
      ),
    ],
    ["a function that is not there, to put", () => put({ MaximumRetryAttempts: 1 }, "nobody"), gone],
    ["an alias that is not there", () => put({ MaximumRetryAttempts: 1, Qualifier: "none" }), gone],
    [
      "a list of a function that is not there",
      () => send(new ListFunctionEventInvokeConfigsCommand({ FunctionName: "nobody" })),
      gone,
    ],
    ["an update of none", () => update({ MaximumRetryAttempts: 1 }), none],
    ["a look at none", () => get(), none],
  ])("refuses %s", async (_what, call, error) => {
    await expect(call()).rejects.toMatchObject(error);
  });

  test("LAM-25 a destination that the function's role may not invoke is refused", async () => {
    allow(arnOf("other"));
    await expect(put(onSuccess(RECORDS))).rejects.toMatchObject(
      wrong(`The function's execution role does not have permissions to call InvokeFunction on ${RECORDS}`),
    );
    allow(RECORDS);
    await put(onSuccess(RECORDS));
  });
});

describe("Destinations", () => {
  const invoke = async (event: object, Qualifier?: string): Promise<string> => {
    const { $metadata } = await send(
      new InvokeCommand({
        FunctionName: "fn",
        InvocationType: "Event",
        Payload: JSON.stringify(event),
        ...(Qualifier === undefined ? {} : { Qualifier }),
      }),
    );
    return $metadata.requestId ?? "";
  };
  /** The record that was logged of a request. */
  const recordOf = async (requestId: string): Promise<unknown> => {
    const line = (): string | undefined =>
      lambda
        .logged()
        .split("\n")
        .find(
          (text) => text.includes("got {") && text.includes(requestId) && text.includes("requestContext"),
        );
    await expect.poll(line).toBeDefined();
    const text = line() ?? "";
    return JSON.parse(text.slice(text.indexOf("got ") + 4)) as unknown;
  };

  test("OnSuccess gets AWS's record", async () => {
    await put(onSuccess(RECORDS));
    const requestId = await invoke({ colour: "blue" });
    expect(await recordOf(requestId)).toEqual({
      version: "1.0",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      requestContext: {
        requestId,
        functionArn: `${arnOf("fn")}:$LATEST`,
        condition: "Success",
        approximateInvokeCount: 1,
      },
      requestPayload: { colour: "blue" },
      responseContext: { statusCode: 200, executedVersion: "$LATEST" },
      responsePayload: { got: { colour: "blue" } },
    });
  });

  test("OnFailure gets it with the error, of the alias that was called", async () => {
    await put({ Qualifier: "live", MaximumRetryAttempts: 0, ...onFailure(RECORDS) });
    const requestId = await invoke({ fail: true }, "live");
    expect(await recordOf(requestId)).toMatchObject({
      requestContext: {
        functionArn: `${arnOf("fn")}:live`,
        condition: "RetriesExhausted",
        approximateInvokeCount: 1,
      },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: { errorType: "Error", errorMessage: "no" },
    });
  });

  test("LAM-25 no record leaves once the role may not invoke the destination any more, and the trace says so", async () => {
    await put(onSuccess(RECORDS));
    allow(arnOf("other"));
    denied.length = 0;
    const requestId = await invoke({ colour: "red" });
    await expect
      .poll(() => denied)
      .toMatchObject([
        {
          request: requestId,
          step: "destination",
          wire: {
            code: "AccessDeniedException",
            message: expect.stringContaining(`lambda:InvokeFunction on resource: ${RECORDS}`),
          },
        },
      ]);
    allow(RECORDS);
    await recordOf(await invoke({ colour: "green" }));
    expect(lambda.logged()).not.toContain('"colour":"red"');
  });

  test("LAM-25 tags of the function that is the destination count", async () => {
    const tagging = (name: "prod" | "test") =>
      send(new TagResourceCommand({ Resource: RECORDS, Tags: { stage: name } }));
    allow(ANY, { StringEquals: { "aws:ResourceTag/stage": "prod" } });
    await tagging("test");
    await expect(put(onSuccess(RECORDS))).rejects.toThrow("does not have permissions to call InvokeFunction");
    await tagging("prod");
    await put(onSuccess(RECORDS));
  });

  const sentTo = async (name: string, requestId: string) => {
    const found = () =>
      queues
        .sent(name)
        .find(({ body, attributes }) => JSON.stringify([body, attributes]).includes(requestId));
    await expect.poll(found).toBeDefined();
    return found();
  };

  test("LAM-25 a queue gets records where the role may send to it, and none where it may not", async () => {
    await put({ MaximumRetryAttempts: 0, ...onFailure(queueArn("dead")) });
    const requestId = await invoke({ fail: true });
    expect(JSON.parse((await sentTo("dead", requestId))?.body ?? "")).toMatchObject({
      requestContext: { requestId, condition: "RetriesExhausted" },
      requestPayload: { fail: true },
    });
    queues.denied = ["sqs:SendMessage"];
    denied.length = 0;
    const refused = await invoke({ fail: true });
    await expect.poll(() => denied).toMatchObject([{ request: refused, step: "destination" }]);
    expect(queues.sent("dead").some(({ body }) => body.includes(refused))).toBe(false);
    await expect(put(onFailure(queueArn("dead")))).rejects.toMatchObject(
      wrong(
        `The function's execution role does not have permissions to call SendMessage on ${queueArn("dead")}`,
      ),
    );
  });

  describe("LAM-29 a dead-letter queue", () => {
    const configure = (TargetArn: string) =>
      send(new UpdateFunctionConfigurationCommand({ FunctionName: "fn", DeadLetterConfig: { TargetArn } }));
    const noRetry = () => put({ MaximumRetryAttempts: 0 });

    test("LAM-29 gets the event itself, with what became of it", async () => {
      expect((await configure(queueArn("dead"))).DeadLetterConfig).toEqual({ TargetArn: queueArn("dead") });
      await noRetry();
      const requestId = await invoke({ fail: true, of: "letters" });
      expect(await sentTo("dead", requestId)).toEqual({
        body: '{"fail":true,"of":"letters"}',
        attributes: {
          RequestID: { dataType: "String", stringValue: requestId },
          ErrorCode: { dataType: "Number", stringValue: "200" },
          ErrorMessage: { dataType: "String", stringValue: "no" },
        },
      });
      const before = queues.sent("dead").length;
      await put({ MaximumRetryAttempts: 0, ...onSuccess(RECORDS) });
      await recordOf(await invoke({ fine: true }));
      expect(queues.sent("dead")).toHaveLength(before);
      expect(await configure("")).not.toHaveProperty("DeadLetterConfig");
    });

    test("LAM-29 is refused where the role may not send, and gets nothing once it may not", async () => {
      queues.denied = ["sqs:SendMessage"];
      await expect(configure(queueArn("dead"))).rejects.toMatchObject(
        wrong("The provided execution role does not have permissions to call SendMessage on SQS"),
      );
      queues.denied = [];
      await configure(queueArn("dead"));
      await noRetry();
      queues.denied = ["sqs:SendMessage"];
      denied.length = 0;
      const refused = await invoke({ fail: true });
      await expect.poll(() => denied).toMatchObject([{ request: refused, step: "dead-letter" }]);
      await configure("");
    });

    test.each([
      [queueArn("nowhere"), "is no standard queue or topic of this account and region."],
      [queueArn("dead.fifo"), "is no standard queue or topic of this account and region."],
      [
        "arn:aws:sns:eu-west-1:123456789012:dead",
        "is no standard queue or topic of this account and region.",
      ],
      [RECORDS, "it has to be an SQS queue or an SNS topic."],
    ])("LAM-29 %s is refused", async (arn, told) => {
      await expect(configure(arn)).rejects.toMatchObject(wrong(expect.stringContaining(told)));
    });
  });
});
