import type { LambdaOperation } from "../api/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import { requireFunction, requireVersion } from "../functions/manager.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const GetFunction: LambdaOperation = {
  name: "GetFunction",
  method: "GET",
  path: "/2015-03-31/functions/{FunctionName}",
  resource: "function",
  run: (lambda, { reference: { name, qualifier } }) => {
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
};
