import type { ListFunctionEventInvokeConfigsRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeInvokeConfig, functionMissing } from "../event-invoke/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
export const ListFunctionEventInvokeConfigs = (
  lambda: LambdaContext,
): Operation<ListFunctionEventInvokeConfigsRequest> => ({
  name: "ListFunctionEventInvokeConfigs",
  authorize: onFunction(lambda, "lambda:ListFunctionEventInvokeConfigs"),
  run: (input) => {
    const { name } = referenceOf(lambda, input);
    if (lambda.store.find(name) === undefined) throw functionMissing();
    const { items, nextMarker } = pageOf(
      lambda.invokeConfigs.list(name),
      { operation: "ListFunctionEventInvokeConfigs", input },
      ({ qualifier }) => qualifier,
    );
    return {
      FunctionEventInvokeConfigs: items.map(({ qualifier, setting }) =>
        describeInvokeConfig(lambda, { name, qualifier }, setting),
      ),
      ...nextMarker,
    };
  },
});
