import type { LambdaOperation } from "../api/operation.ts";
import { describeAlias } from "../functions/describe.ts";
import { requireFunction } from "../functions/manager.ts";
import { functionArn } from "../functions/names.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const ListAliases: LambdaOperation = {
  name: "ListAliases",
  method: "GET",
  path: "/2015-03-31/functions/{FunctionName}/aliases",
  resource: "function",
  run: (lambda, { query, reference: { name } }) => {
    requireFunction(lambda, name);
    const version = query.get("FunctionVersion");
    const aliases = lambda.store
      .listAliases(name)
      .filter((alias) => version === null || alias.version === version);
    const { items, nextMarker } = pageOf(aliases, query, (alias) => alias.name);
    const arn = functionArn(lambda.scope, { name, qualifier: "" });
    return { Aliases: items.map((alias) => describeAlias(alias, arn)), ...nextMarker };
  },
};
