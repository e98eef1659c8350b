import type { UpdateFunctionEventInvokeConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeInvokeConfig, updateInvokeConfig } from "../event-invoke/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html */
export const UpdateFunctionEventInvokeConfig = (
  lambda: LambdaContext,
): Operation<UpdateFunctionEventInvokeConfigRequest> => ({
  name: "UpdateFunctionEventInvokeConfig",
  authorize: onFunction(lambda, "lambda:UpdateFunctionEventInvokeConfig"),
  run: (input) => {
    const reference = referenceOf(lambda, input);
    return describeInvokeConfig(lambda, reference, updateInvokeConfig(lambda, reference, input));
  },
});
