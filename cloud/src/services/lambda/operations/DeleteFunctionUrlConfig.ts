import type { DeleteFunctionUrlConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireUrl } from "../urls/manager.ts";
import type { LambdaContext } from "./context.ts";
import { referenceOf } from "./function-input.ts";
import { urlQuestion } from "./url-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html */
export const DeleteFunctionUrlConfig = (
  lambda: LambdaContext,
): Operation<DeleteFunctionUrlConfigRequest> => ({
  name: "DeleteFunctionUrlConfig",
  authorize: (input) => [urlQuestion(lambda, "lambda:DeleteFunctionUrlConfig", input)],
  run: (input) => lambda.urls.remove(requireUrl(lambda, referenceOf(lambda, input)).urlId),
});
