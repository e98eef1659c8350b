import type { PutFunctionConcurrencyRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { reserveConcurrency } from "../functions/concurrency.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, unqualifiedName } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const PutFunctionConcurrency = (lambda: LambdaContext): Operation<PutFunctionConcurrencyRequest> => ({
  name: "PutFunctionConcurrency",
  authorize: onFunction(lambda, "lambda:PutFunctionConcurrency"),
  run: (input) => {
    reserveConcurrency(lambda, unqualifiedName(lambda, input), input.ReservedConcurrentExecutions);
    return { ReservedConcurrentExecutions: input.ReservedConcurrentExecutions };
  },
});
