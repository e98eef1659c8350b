import type { DeleteFunctionEventInvokeConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { removeInvokeConfig } from "../event-invoke/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
export const DeleteFunctionEventInvokeConfig = (
  lambda: LambdaContext,
): Operation<DeleteFunctionEventInvokeConfigRequest> => ({
  name: "DeleteFunctionEventInvokeConfig",
  authorize: onFunction(lambda, "lambda:DeleteFunctionEventInvokeConfig"),
  run: (input) => removeInvokeConfig(lambda, referenceOf(lambda, input)),
});
