import type { DeleteFunctionConcurrencyRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { reserveConcurrency } from "../functions/concurrency.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, unqualifiedName } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const DeleteFunctionConcurrency = (
  lambda: LambdaContext,
): Operation<DeleteFunctionConcurrencyRequest> => ({
  name: "DeleteFunctionConcurrency",
  authorize: onFunction(lambda, "lambda:DeleteFunctionConcurrency"),
  run: (input) => reserveConcurrency(lambda, unqualifiedName(lambda, input), undefined),
});
