import type { ListFunctionUrlConfigsRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireFunction } from "../functions/manager.ts";
import { describeUrl } from "../urls/describe.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, unqualifiedName } from "./function-input.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html */
export const ListFunctionUrlConfigs = (lambda: LambdaContext): Operation<ListFunctionUrlConfigsRequest> => ({
  name: "ListFunctionUrlConfigs",
  authorize: onFunction(lambda, "lambda:ListFunctionUrlConfigs"),
  run: (input) => {
    const { name } = requireFunction(lambda, unqualifiedName(lambda, input));
    const { items, nextMarker } = pageOf(
      lambda.urls.list(name),
      { operation: "ListFunctionUrlConfigs", input },
      ({ urlId }) => urlId,
    );
    return { FunctionUrlConfigs: items.map((url) => describeUrl(lambda, url)), ...nextMarker };
  },
});
