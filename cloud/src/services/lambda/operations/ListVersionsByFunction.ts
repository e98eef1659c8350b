import type { ListVersionsByFunctionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import { requireFunction } from "../functions/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const ListVersionsByFunction = (lambda: LambdaContext): Operation<ListVersionsByFunctionRequest> => ({
  name: "ListVersionsByFunction",
  authorize: onFunction(lambda, "lambda:ListVersionsByFunction"),
  run: (input) => {
    const { name } = referenceOf(lambda, input);
    requireFunction(lambda, name);
    const { items, nextMarker } = pageOf(
      lambda.store.listVersions(name),
      { operation: "ListVersionsByFunction", input },
      ({ version }) => version,
    );
    return { Versions: items.map((item) => describeFunction(item, "settled", true)), ...nextMarker };
  },
});
