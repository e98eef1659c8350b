import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  InvokeCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arnOf, create, source } from "./testing/functions.ts";
import { serveLambda, type TestLambda } from "./testing/service.ts";

let lambda: TestLambda;
/** What chance says next, of a million. */
let chance = 0;
beforeAll(async () => {
  lambda = await serveLambda({ integer: () => chance });
  await create(lambda, "fn");
  await send(new PublishVersionCommand({ FunctionName: "fn" }));
  await send(new UpdateFunctionCodeCommand({ FunctionName: "fn", ZipFile: source("'two'") }));
  await send(new PublishVersionCommand({ FunctionName: "fn" }));
  await send(new CreateAliasCommand({ ...ALIAS, FunctionVersion: "1" }));
});
afterAll(() => lambda.close());

const send: TestLambda["client"]["send"] = ((command: never) => lambda.client.send(command)) as never;
const ALIAS = { FunctionName: "fn", Name: "live" };
const weigh = (AdditionalVersionWeights: Record<string, number>, more: object = {}) =>
  send(new UpdateAliasCommand({ ...ALIAS, ...more, RoutingConfig: { AdditionalVersionWeights } }));

async function invoked(): Promise<unknown> {
  const { ExecutedVersion, Payload } = await send(
    new InvokeCommand({ FunctionName: "fn", Qualifier: "live" }),
  );
  return [ExecutedVersion, JSON.parse(Buffer.from(Payload ?? []).toString())];
}

describe("An alias with weights", () => {
  test("sends its part of the calls to the second version, until the weights are taken away", async () => {
    await weigh({ "2": 0.25 });
    expect((await send(new GetAliasCommand(ALIAS))).RoutingConfig).toEqual({
      AdditionalVersionWeights: { "2": 0.25 },
    });
    chance = 249_999;
    expect(await invoked()).toEqual(["2", "two"]);
    chance = 250_000;
    expect(await invoked()).toEqual(["1", "one"]);
    await send(new UpdateAliasCommand({ ...ALIAS, Description: "kept" }));
    chance = 0;
    expect(await invoked()).toEqual(["2", "two"]);
    await expect(send(new DeleteFunctionCommand({ FunctionName: "fn", Qualifier: "2" }))).rejects.toThrow(
      "Unable to delete version because the following aliases reference it: [live]",
    );
    await weigh({});
    expect(await invoked()).toEqual(["1", "one"]);
    expect(await send(new GetAliasCommand(ALIAS))).not.toHaveProperty("RoutingConfig");
  });

  test.each<[string, Record<string, number>, object, string, string]>([
    [
      "two more versions",
      { "1": 0.1, "2": 0.1 },
      {},
      "InvalidParameterValueException",
      "Number of items in AdditionalVersionWeights cannot be greater than 1",
    ],
    [
      "its own version",
      { "1": 0.1 },
      {},
      "InvalidParameterValueException",
      "Invalid function version 1. Function version 1 is already included in routing configuration.",
    ],
    [
      "$LATEST as its own",
      { "1": 0.1 },
      { FunctionVersion: "$LATEST" },
      "InvalidParameterValueException",
      "$LATEST is not supported for an alias pointing to more than 1 version",
    ],
    [
      "a version that is not there",
      { "9": 0.1 },
      {},
      "ResourceNotFoundException",
      `Function not found: ${arnOf("fn")}:9`,
    ],
  ])("cannot have %s", async (_title, weights, more, name, message) => {
    await expect(weigh(weights, more)).rejects.toMatchObject({ name, message });
  });

  test.each([
    [{ "2": 1 }, "'{2=1}' at 'routingConfig.additionalVersionWeights'"],
    [{ "2": 1.5 }, "routingConfig.additionalVersionWeights"],
    [{ latest: 0.5 }, "routingConfig.additionalVersionWeights"],
  ])("cannot have %j", async (weights, text) => {
    await expect(weigh(weights)).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(text),
    });
  });
});
