import type { LambdaOperation } from "../api/operation.ts";
import { describeFunction } from "../functions/describe.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const ListFunctions: LambdaOperation = {
  name: "ListFunctions",
  method: "GET",
  path: "/2015-03-31/functions",
  resource: "none",
  run: (lambda, { query }) => {
    const all = query.get("FunctionVersion") === "ALL";
    const configurations = lambda.store.list().flatMap(({ name }) => {
      const versions = lambda.store.listVersions(name);
      return all ? versions : versions.slice(0, 1);
    });
    const { items, nextMarker } = pageOf(
      configurations,
      query,
      ({ functionName, version }) => `${functionName}:${version}`,
    );
    return { Functions: items.map((item) => describeFunction(item, "settled", all)), ...nextMarker };
  },
};
