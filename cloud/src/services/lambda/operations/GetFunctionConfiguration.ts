import type { LambdaOperation } from "../api/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import { requireVersion } from "../functions/manager.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const GetFunctionConfiguration: LambdaOperation = {
  name: "GetFunctionConfiguration",
  method: "GET",
  path: "/2015-03-31/functions/{FunctionName}/configuration",
  resource: "function",
  run: (lambda, { reference: { name, qualifier } }) =>
    describeFunction(requireVersion(lambda, name, qualifier), "settled", qualifier !== ""),
};
