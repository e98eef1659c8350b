import type { GetFunctionEventInvokeConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeInvokeConfig, requireInvokeConfig } from "../event-invoke/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
export const GetFunctionEventInvokeConfig = (
  lambda: LambdaContext,
): Operation<GetFunctionEventInvokeConfigRequest> => ({
  name: "GetFunctionEventInvokeConfig",
  authorize: onFunction(lambda, "lambda:GetFunctionEventInvokeConfig"),
  run: (input) => {
    const reference = referenceOf(lambda, input);
    return describeInvokeConfig(lambda, reference, requireInvokeConfig(lambda, reference));
  },
});
