import type { CreateFunctionUrlConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeUrl } from "../urls/describe.ts";
import { createUrl } from "../urls/manager.ts";
import type { LambdaContext } from "./context.ts";
import { referenceOf } from "./function-input.ts";
import { urlQuestion } from "./url-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
export const CreateFunctionUrlConfig = (
  lambda: LambdaContext,
): Operation<CreateFunctionUrlConfigRequest> => ({
  name: "CreateFunctionUrlConfig",
  authorize: (input) => [urlQuestion(lambda, "lambda:CreateFunctionUrlConfig", input)],
  run: (input) => {
    const { InvokeMode } = input;
    const {
      LastModifiedTime: _time,
      InvokeMode: _mode,
      ...described
    } = describeUrl(lambda, createUrl(lambda, referenceOf(lambda, input), input));
    return InvokeMode === undefined ? described : { ...described, InvokeMode };
  },
});
