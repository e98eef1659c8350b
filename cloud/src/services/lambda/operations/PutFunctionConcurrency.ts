import type { PutFunctionConcurrencyRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { reserveConcurrency } from "../functions/concurrency.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, unqualifiedName } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const PutFunctionConcurrency = (lambda: LambdaContext): Operation<PutFunctionConcurrencyRequest> => ({
  name: "PutFunctionConcurrency",
  http: { method: "PUT", uri: "/2017-10-31/functions/{FunctionName}/concurrency" },
  input: { ReservedConcurrentExecutions: { type: "integer", required: true, atLeast: 0 } },
  authorize: onFunction(lambda, "lambda:PutFunctionConcurrency"),
  run: (input) => {
    reserveConcurrency(lambda, unqualifiedName(lambda, input), input.ReservedConcurrentExecutions);
    return { ReservedConcurrentExecutions: input.ReservedConcurrentExecutions };
  },
});
