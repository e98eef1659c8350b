import type { GetFunctionConcurrencyRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireFunction } from "../functions/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, unqualifiedName } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const GetFunctionConcurrency = (lambda: LambdaContext): Operation<GetFunctionConcurrencyRequest> => ({
  name: "GetFunctionConcurrency",
  authorize: onFunction(lambda, "lambda:GetFunctionConcurrency"),
  run: (input) => {
    const { reservedConcurrency } = requireFunction(lambda, unqualifiedName(lambda, input));
    return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  },
});
