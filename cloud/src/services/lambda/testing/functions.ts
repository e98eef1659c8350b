import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
} from "@aws-sdk/client-lambda";
import { AwsError } from "../../../core/errors.ts";
import { openObject } from "../../../core/testing/open-object.ts";
import { ROLE_ARN, SCOPE, serveLambda, type TestLambda, zipOf } from "./service.ts";

/** A service beside a bucket that holds one package, `code.zip`. */
export const serveWithBucket = (): Promise<TestLambda> =>
  serveLambda({
    objectReader: {
      readingOf: openObject,
      readObject: async (_reader, { key }) => {
        if (key !== "code.zip") throw new AwsError("NoSuchKey", "The specified key does not exist.", 404);
        return { body: zipOf({ "index.js": "exports.handler = async () => 's3';" }), contentType: "" };
      },
    },
  });

export const arnOf = (name: string): string => `arn:aws:lambda:eu-west-1:${SCOPE.accountId}:function:${name}`;
export const source = (text: string): Buffer =>
  zipOf({ "index.js": `exports.handler = async () => ${text};` });

export function inputFor(
  name: string,
  changes: Partial<CreateFunctionCommandInput> = {},
): CreateFunctionCommandInput {
  return {
    FunctionName: name,
    Role: ROLE_ARN,
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Code: { ZipFile: source("'one'") },
    ...changes,
  };
}

export const create = (lambda: TestLambda, name: string, changes: Partial<CreateFunctionCommandInput> = {}) =>
  lambda.client.send(new CreateFunctionCommand(inputFor(name, changes)));

/** What the function answers. */
export async function run(lambda: TestLambda, name: string, qualifier?: string): Promise<unknown> {
  const reply = await lambda.client.send(
    new InvokeCommand({ FunctionName: name, ...(qualifier === undefined ? {} : { Qualifier: qualifier }) }),
  );
  return JSON.parse(Buffer.from(reply.Payload ?? []).toString());
}
