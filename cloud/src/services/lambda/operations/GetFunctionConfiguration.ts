import type { GetFunctionConfigurationRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import { requireVersion } from "../functions/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const GetFunctionConfiguration = (
  lambda: LambdaContext,
): Operation<GetFunctionConfigurationRequest> => ({
  name: "GetFunctionConfiguration",
  authorize: onFunction(lambda, "lambda:GetFunctionConfiguration"),
  run: (input) => {
    const { name, qualifier } = referenceOf(lambda, input);
    return describeFunction(requireVersion(lambda, name, qualifier), "settled", qualifier !== "");
  },
});
