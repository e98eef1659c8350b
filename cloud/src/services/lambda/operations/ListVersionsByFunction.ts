import type { LambdaOperation } from "../api/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import { requireFunction } from "../functions/manager.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const ListVersionsByFunction: LambdaOperation = {
  name: "ListVersionsByFunction",
  method: "GET",
  path: "/2015-03-31/functions/{FunctionName}/versions",
  resource: "function",
  run: (lambda, { query, reference: { name } }) => {
    requireFunction(lambda, name);
    const { items, nextMarker } = pageOf(lambda.store.listVersions(name), query, ({ version }) => version);
    return { Versions: items.map((item) => describeFunction(item, "settled", true)), ...nextMarker };
  },
};
