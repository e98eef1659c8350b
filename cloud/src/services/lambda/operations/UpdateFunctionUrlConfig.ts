import type { UpdateFunctionUrlConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeUrl } from "../urls/describe.ts";
import { updateUrl } from "../urls/manager.ts";
import type { LambdaContext } from "./context.ts";
import { referenceOf } from "./function-input.ts";
import { urlQuestion } from "./url-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html */
export const UpdateFunctionUrlConfig = (
  lambda: LambdaContext,
): Operation<UpdateFunctionUrlConfigRequest> => ({
  name: "UpdateFunctionUrlConfig",
  authorize: (input) => [urlQuestion(lambda, "lambda:UpdateFunctionUrlConfig", input)],
  run: (input) => describeUrl(lambda, updateUrl(lambda, referenceOf(lambda, input), input)),
});
