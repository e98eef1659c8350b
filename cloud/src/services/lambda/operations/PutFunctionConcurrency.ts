import type { LambdaOperation } from "../api/operation.ts";
import { reserveConcurrency } from "../functions/concurrency.ts";

interface Input {
  readonly ReservedConcurrentExecutions: number;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const PutFunctionConcurrency: LambdaOperation<Input> = {
  name: "PutFunctionConcurrency",
  method: "PUT",
  path: "/2017-10-31/functions/{FunctionName}/concurrency",
  resource: "function",
  body: { ReservedConcurrentExecutions: { type: "integer", required: true, atLeast: 0 } },
  run: (lambda, { input, reference: { name } }) => {
    reserveConcurrency(lambda, name, input.ReservedConcurrentExecutions);
    return { ReservedConcurrentExecutions: input.ReservedConcurrentExecutions };
  },
};
