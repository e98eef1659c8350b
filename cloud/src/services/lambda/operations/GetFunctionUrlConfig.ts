import type { GetFunctionUrlConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeUrl } from "../urls/describe.ts";
import { requireUrl } from "../urls/manager.ts";
import type { LambdaContext } from "./context.ts";
import { referenceOf } from "./function-input.ts";
import { urlQuestion } from "./url-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
export const GetFunctionUrlConfig = (lambda: LambdaContext): Operation<GetFunctionUrlConfigRequest> => ({
  name: "GetFunctionUrlConfig",
  authorize: (input) => [urlQuestion(lambda, "lambda:GetFunctionUrlConfig", input)],
  run: (input) => describeUrl(lambda, requireUrl(lambda, referenceOf(lambda, input))),
});
