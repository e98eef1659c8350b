import type { LambdaOperation } from "../api/operation.ts";
import { requireAlias } from "../functions/aliases.ts";
import { describeAlias } from "../functions/describe.ts";
import { functionArn } from "../functions/names.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export const GetAlias: LambdaOperation = {
  name: "GetAlias",
  method: "GET",
  path: "/2015-03-31/functions/{FunctionName}/aliases/{Name}",
  resource: "function",
  run: (lambda, { parameters, reference: { name } }) =>
    describeAlias(
      requireAlias(lambda, name, parameters["Name"] ?? ""),
      functionArn(lambda.scope, { name, qualifier: "" }),
    ),
};
