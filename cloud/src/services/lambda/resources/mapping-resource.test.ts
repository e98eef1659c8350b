import { CreateFunctionCommand, GetEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anonymous } from "../../../core/caller.ts";
import { inputFor } from "../testing/functions.ts";
import { queueArn, type TestQueues, testQueues } from "../testing/queues.ts";
import { SCOPE, serveLambda, type TestLambda } from "../testing/service.ts";
import { testStreams } from "../testing/streams.ts";

let lambda: TestLambda;
let queues: TestQueues;
const streams = testStreams();
beforeAll(async () => {
  queues = testQueues();
  lambda = await serveLambda({ messageQueues: queues, tableStreams: streams });
  await lambda.client.send(new CreateFunctionCommand(inputFor("fn")));
});
afterAll(() => lambda.close());

let count = 0;
const queue = (): string => {
  count += 1;
  queues.make(`q${count}`);
  return `q${count}`;
};

describe("AWS::Lambda::EventSourceMapping", () => {
  const provider = () => {
    const found = lambda.service.resources.find(({ type }) => type === "AWS::Lambda::EventSourceMapping");
    if (found === undefined) throw new Error("There is no provider.");
    return found;
  };
  const context = {
    scope: SCOPE,
    caller: anonymous,
    stackName: "home",
    stackId: "id",
    logicalId: "Jobs",
    commit: (write: () => never) => write(),
    generateName: () => "",
    tags: { "aws:cloudformation:stack-name": "home" },
  };

  test("Ref is the UUID; what the template says no more is as at the beginning", async () => {
    const name = queue();
    const before = {
      FunctionName: "fn",
      EventSourceArn: queueArn(name),
      BatchSize: "5",
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      FilterCriteria: { Filters: [{ Pattern: '{"body":["x"]}' }] },
      ScalingConfig: { MaximumConcurrency: 3 },
    };
    const { physicalId: uuid, attributes } = await provider().create(context, before);
    expect(attributes).toEqual({
      Id: uuid,
      EventSourceMappingArn: `arn:aws:lambda:eu-west-1:${SCOPE.accountId}:event-source-mapping:${uuid}`,
    });
    const get = () => lambda.client.send(new GetEventSourceMappingCommand({ UUID: uuid }));
    expect(await get()).toMatchObject({
      BatchSize: 5,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 3 },
    });
    await provider().update(context, uuid, before, { FunctionName: "fn", EventSourceArn: queueArn(name) });
    const after = await get();
    expect(after).toMatchObject({ BatchSize: 10, FunctionResponseTypes: [] });
    expect(after).not.toHaveProperty("ScalingConfig");
    expect(after).not.toHaveProperty("FilterCriteria");
    await provider().delete(context, uuid, {});
    await provider().delete(context, uuid, {});
    await expect(get()).rejects.toThrow("does not exist");
  });

  test("of a stream: what the template says no more is as at the beginning, but for where it began", async () => {
    queues.make("left");
    const before = {
      FunctionName: "fn",
      EventSourceArn: streams.make("orders"),
      StartingPosition: "TRIM_HORIZON",
      BatchSize: "5",
      MaximumRetryAttempts: 2,
      MaximumRecordAgeInSeconds: 60,
      ParallelizationFactor: 3,
      BisectBatchOnFunctionError: "true",
      TumblingWindowInSeconds: 0,
      DestinationConfig: { OnFailure: { Destination: queueArn("left") } },
    };
    const { physicalId: uuid } = await provider().create(context, before);
    const get = () => lambda.client.send(new GetEventSourceMappingCommand({ UUID: uuid }));
    expect(await get()).toMatchObject({
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 5,
      MaximumRetryAttempts: 2,
      MaximumRecordAgeInSeconds: 60,
      ParallelizationFactor: 3,
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: queueArn("left") } },
    });
    const { FunctionName, EventSourceArn, StartingPosition } = before;
    await provider().update(context, uuid, before, { FunctionName, EventSourceArn, StartingPosition });
    expect(await get()).toMatchObject({
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 100,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
      ParallelizationFactor: 1,
      BisectBatchOnFunctionError: false,
      DestinationConfig: { OnFailure: {} },
    });
    const window = { ...before, TumblingWindowInSeconds: 30 };
    await expect(provider().update(context, uuid, before, window)).rejects.toThrow(
      "TumblingWindowInSeconds is not supported by Portcullis",
    );
    expect(provider().replaceOn).toEqual(["EventSourceArn", "StartingPosition"]);
  });

  test.each([
    [{ BatchSize: 0 }, "ValidationException"],
    [{ BatchSize: 20 }, "InvalidParameterValueException"],
    [
      { EventSourceArn: "arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/s" },
      "InvalidParameterValueException",
    ],
  ])("refuses %j", async (more, code) => {
    const properties = { FunctionName: "fn", EventSourceArn: queueArn(queue()), ...more };
    await expect(provider().create(context, properties)).rejects.toMatchObject({ code });
  });
});
