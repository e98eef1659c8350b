import type { GetFunctionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import { requireFunction, requireVersion } from "../functions/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const GetFunction = (lambda: LambdaContext): Operation<GetFunctionRequest> => ({
  name: "GetFunction",
  authorize: onFunction(lambda, "lambda:GetFunction"),
  run: (input) => {
    const { name, qualifier } = referenceOf(lambda, input);
    const configuration = requireVersion(lambda, name, qualifier);
    const { reservedConcurrency, tags } = requireFunction(lambda, name);
    return {
      Configuration: describeFunction(configuration, "settled", qualifier !== ""),
      Code: { RepositoryType: "S3" },
      ...(Object.keys(tags).length === 0 ? {} : { Tags: tags }),
      ...(reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
    };
  },
});
