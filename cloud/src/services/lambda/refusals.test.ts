import {
  AddPermissionCommand,
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arnOf, create, serveWithBucket } from "./testing/functions.ts";
import type { TestLambda } from "./testing/service.ts";

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveWithBucket();
});
afterAll(() => lambda.close());

describe("What operations on functions do not take", () => {
  test("TagResource, UntagResource, ListTags, CreateFunction: no more than 50 tags, none on versions, none of nothing", async () => {
    await create(lambda, "tagless");
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, "v"]));
    const refused = (message: RegExp) => ({
      name: "InvalidParameterValueException",
      message: expect.stringMatching(message),
    });
    const tag = (Resource: string, Tags: Record<string, string>) =>
      lambda.client.send(new TagResourceCommand({ Resource, Tags }));
    await tag(arnOf("tagless"), many(50));
    await expect(tag(arnOf("tagless"), { more: "1" })).rejects.toMatchObject(
      refused(/^Number of tags exceeds/),
    );
    await expect(create(lambda, "too-many", { Tags: many(51) })).rejects.toMatchObject(
      refused(/^Number of tags/),
    );
    await expect(tag(arnOf("tagless"), {})).rejects.toMatchObject(
      refused(/^An error occurred and the request/),
    );
    const qualified = `${arnOf("tagless")}:$LATEST`;
    const onVersions = refused(/^Tags on function aliases and versions are not supported/);
    await expect(tag(qualified, { a: "1" })).rejects.toMatchObject(onVersions);
    await expect(lambda.client.send(new ListTagsCommand({ Resource: qualified }))).rejects.toMatchObject(
      onVersions,
    );
    await expect(
      lambda.client.send(new UntagResourceCommand({ Resource: qualified, TagKeys: ["a"] })),
    ).rejects.toMatchObject(onVersions);
    await expect(
      lambda.client.send(
        new UntagResourceCommand({ Resource: arnOf("tagless"), TagKeys: undefined as never }),
      ),
    ).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("Value null at 'tagKeys'"),
    });
  });

  test("PutFunctionConcurrency and its likes are for functions, not for versions", async () => {
    await create(lambda, "reserved");
    const FunctionName = `${arnOf("reserved")}:$LATEST`;
    const refused = {
      name: "InvalidParameterValueException",
      message: expect.stringMatching(
        /^This operation is permitted on Lambda functions only\. Aliases and versions do not/,
      ),
    };
    for (const command of [
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }),
      new GetFunctionConcurrencyCommand({ FunctionName }),
      new DeleteFunctionConcurrencyCommand({ FunctionName }),
    ]) {
      await expect(lambda.client.send(command as never)).rejects.toMatchObject(refused);
    }
  });

  test("AddPermission takes the principals of Alexa, and no other foreign name", async () => {
    await create(lambda, "skill");
    const add = (Principal: string) =>
      lambda.client.send(
        new AddPermissionCommand({
          FunctionName: "skill",
          StatementId: Principal.replaceAll(".", "-"),
          Action: "lambda:InvokeFunction",
          Principal,
        }),
      );
    const { Statement = "" } = await add("alexa-appkit.amazon.com");
    expect(JSON.parse(Statement)).toMatchObject({ Principal: { Service: "alexa-appkit.amazon.com" } });
    await expect(add("alexa-appkit.amazon.com.example")).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: expect.stringMatching(/^The provided principal was invalid/),
    });
  });

  test("ListFunctions knows one FunctionVersion", async () => {
    await expect(
      lambda.client.send(new ListFunctionsCommand({ FunctionVersion: "invalid" as never })),
    ).rejects.toMatchObject({
      name: "ValidationException",
      message:
        "1 validation error detected: Value 'invalid' at 'functionVersion' failed to satisfy constraint: Member must satisfy enum value set: [ALL]",
    });
  });
});
