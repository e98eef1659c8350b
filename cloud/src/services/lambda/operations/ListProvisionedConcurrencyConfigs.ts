import type { ListProvisionedConcurrencyConfigsRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeProvisioned } from "../functions/describe.ts";
import { requireFunction } from "../functions/manager.ts";
import { functionArn } from "../functions/names.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, unqualifiedName } from "./function-input.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html */
export const ListProvisionedConcurrencyConfigs = (
  lambda: LambdaContext,
): Operation<ListProvisionedConcurrencyConfigsRequest> => ({
  name: "ListProvisionedConcurrencyConfigs",
  authorize: onFunction(lambda, "lambda:ListProvisionedConcurrencyConfigs"),
  run: (input) => {
    const { name } = requireFunction(lambda, unqualifiedName(lambda, input));
    const { items, nextMarker } = pageOf(
      lambda.provisioned.list(name),
      { operation: "ListProvisionedConcurrencyConfigs", input },
      ({ qualifier }) => qualifier,
    );
    return {
      ProvisionedConcurrencyConfigs: items.map(({ qualifier, setting }) => ({
        FunctionArn: functionArn(lambda.scope, { name, qualifier }),
        ...describeProvisioned(setting),
      })),
      ...nextMarker,
    };
  },
});
