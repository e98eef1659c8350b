import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  ListProvisionedConcurrencyConfigsCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arnOf, create, source } from "./testing/functions.ts";
import { serveLambda, type TestLambda } from "./testing/service.ts";

let lambda: TestLambda;
beforeEach(async () => {
  lambda = await serveLambda();
  await create(lambda, "fn");
  await send(new PublishVersionCommand({ FunctionName: "fn" }));
  await send(new UpdateFunctionCodeCommand({ FunctionName: "fn", ZipFile: source("'two'") }));
  await send(new PublishVersionCommand({ FunctionName: "fn" }));
  await alias("live", "1");
  await alias("next", "$LATEST");
});
afterEach(() => lambda.close());

const send: TestLambda["client"]["send"] = ((command: never) => lambda.client.send(command)) as never;
const alias = (Name: string, FunctionVersion: string) =>
  send(new CreateAliasCommand({ FunctionName: "fn", Name, FunctionVersion }));
const put = (Qualifier: string, ProvisionedConcurrentExecutions = 2, FunctionName = "fn") =>
  send(
    new PutProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier, ProvisionedConcurrentExecutions }),
  );
const get = (Qualifier: string) =>
  send(new GetProvisionedConcurrencyConfigCommand({ FunctionName: "fn", Qualifier }));
const remove = (Qualifier: string) =>
  send(new DeleteProvisionedConcurrencyConfigCommand({ FunctionName: "fn", Qualifier }));
const reserve = (ReservedConcurrentExecutions: number) =>
  send(new PutFunctionConcurrencyCommand({ FunctionName: "fn", ReservedConcurrentExecutions }));

const NONE = {
  name: "ProvisionedConcurrencyConfigNotFoundException",
  message: "No Provisioned Concurrency Config found for this function",
  $metadata: expect.objectContaining({ httpStatusCode: 404 }),
};
const refusal = (message: string, name = "InvalidParameterValueException") => ({ name, message });

describe("Provisioned concurrency", () => {
  test("is in progress for the call that sets it, ready for all others, and gone when it is taken away", async () => {
    expect(await put("live", 3)).toMatchObject({
      $metadata: { httpStatusCode: 202 },
      RequestedProvisionedConcurrentExecutions: 3,
      AllocatedProvisionedConcurrentExecutions: 0,
      Status: "IN_PROGRESS",
    });
    expect(await get("live")).toMatchObject({
      RequestedProvisionedConcurrentExecutions: 3,
      AvailableProvisionedConcurrentExecutions: 3,
      AllocatedProvisionedConcurrentExecutions: 3,
      Status: "READY",
      LastModified: expect.stringMatching(/\+0000$/),
    });
    await remove("live");
    await remove("live");
    await expect(get("live")).rejects.toMatchObject(NONE);
  });

  test("is listed page by page under the ARN it belongs to", async () => {
    await put("2", 1);
    await put("live", 2);
    const first = await send(
      new ListProvisionedConcurrencyConfigsCommand({ FunctionName: "fn", MaxItems: 1 }),
    );
    const rest = await send(
      new ListProvisionedConcurrencyConfigsCommand({ FunctionName: "fn", Marker: first.NextMarker }),
    );
    const shown = [first, rest].map(({ ProvisionedConcurrencyConfigs = [] }) =>
      ProvisionedConcurrencyConfigs.map((config) => [config.FunctionArn, config.Status]),
    );
    expect(shown).toEqual([[[`${arnOf("fn")}:2`, "READY"]], [[`${arnOf("fn")}:live`, "READY"]]]);
  });

  test("goes with its alias", async () => {
    await put("live");
    await send(new DeleteAliasCommand({ FunctionName: "fn", Name: "live" }));
    await alias("live", "1");
    await expect(get("live")).rejects.toMatchObject(NONE);
  });

  test("is given to a version once", async () => {
    await put("live");
    await expect(put("1")).rejects.toMatchObject(
      refusal("Version is pointed by a Provisioned Concurrency alias", "ResourceConflictException"),
    );
    await remove("live");
    await put("1");
    await expect(put("live")).rejects.toMatchObject(
      refusal(
        "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
        "ResourceConflictException",
      ),
    );
  });

  test("stays within what the function reserves, and what it reserves above it", async () => {
    await reserve(5);
    await put("2", 3);
    await expect(put("live", 3)).rejects.toMatchObject(
      refusal(
        "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
      ),
    );
    await put("live", 2);
    await expect(reserve(4)).rejects.toMatchObject(
      refusal(
        " ReservedConcurrentExecutions  4 should not be lower than function's total provisioned concurrency [5].",
      ),
    );
  });

  test("leaves the account its minimum, with what other functions have", async () => {
    await put("live", 600);
    await create(lambda, "other");
    await send(new PublishVersionCommand({ FunctionName: "other" }));
    await put("1", 300, "other");
    const minimum =
      "for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].";
    await expect(put("1", 301, "other")).rejects.toMatchObject(
      refusal(`Specified ConcurrentExecutions ${minimum}`),
    );
    await expect(reserve(701)).rejects.toMatchObject(
      refusal(`Specified ReservedConcurrentExecutions ${minimum}`),
    );
    await reserve(600);
  });

  const unpublished = refusal(
    "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
  );
  const unqualified = refusal("The function resource provided must be an alias or a published version.");
  test.each([
    ["Put", "$LATEST", () => put("$LATEST"), unpublished],
    ["Put", "an alias of $LATEST", () => put("next"), unpublished],
    [
      "Put",
      "a version that is not there",
      () => put("9"),
      refusal(`Function not found: ${arnOf("fn")}:9`, "ResourceNotFoundException"),
    ],
    [
      "Put",
      "an alias that is not there",
      () => put("none"),
      refusal(`Cannot find alias arn: ${arnOf("fn")}:none`, "ResourceNotFoundException"),
    ],
    ["Put", "nothing at all", () => put("live", 0), { name: "ValidationException" }],
    ["Get", "$LATEST", () => get("$LATEST"), unqualified],
    ["Get", "a version without", () => get("2"), NONE],
    ["Delete", "$LATEST", () => remove("$LATEST"), unqualified],
  ])("%s refuses %s", async (_operation, _what, call, error) => {
    await expect(call()).rejects.toMatchObject(error);
  });
});
