import type { LambdaOperation } from "../api/operation.ts";
import { requireFunction } from "../functions/manager.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const GetFunctionConcurrency: LambdaOperation = {
  name: "GetFunctionConcurrency",
  method: "GET",
  path: "/2019-09-30/functions/{FunctionName}/concurrency",
  resource: "function",
  run: (lambda, { reference: { name } }) => {
    const { reservedConcurrency } = requireFunction(lambda, name);
    return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  },
};
