import type { LambdaOperation } from "../api/operation.ts";
import { reserveConcurrency } from "../functions/concurrency.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const DeleteFunctionConcurrency: LambdaOperation = {
  name: "DeleteFunctionConcurrency",
  method: "DELETE",
  path: "/2017-10-31/functions/{FunctionName}/concurrency",
  status: 204,
  resource: "function",
  run: (lambda, { reference: { name } }) => {
    reserveConcurrency(lambda, name, undefined);
    return undefined;
  },
};
