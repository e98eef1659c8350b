import type { PutFunctionEventInvokeConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeInvokeConfig, putInvokeConfig } from "../event-invoke/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const PutFunctionEventInvokeConfig = (
  lambda: LambdaContext,
): Operation<PutFunctionEventInvokeConfigRequest> => ({
  name: "PutFunctionEventInvokeConfig",
  authorize: onFunction(lambda, "lambda:PutFunctionEventInvokeConfig"),
  run: (input) => {
    const reference = referenceOf(lambda, input);
    return describeInvokeConfig(lambda, reference, putInvokeConfig(lambda, reference, input));
  },
});
