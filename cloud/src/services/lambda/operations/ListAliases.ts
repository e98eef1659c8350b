import type { ListAliasesRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeAlias } from "../functions/describe.ts";
import { requireFunction } from "../functions/manager.ts";
import { functionArn } from "../functions/names.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const ListAliases = (lambda: LambdaContext): Operation<ListAliasesRequest> => ({
  name: "ListAliases",
  authorize: onFunction(lambda, "lambda:ListAliases"),
  run: (input) => {
    const { name } = referenceOf(lambda, input);
    requireFunction(lambda, name);
    const { FunctionVersion: version } = input;
    const aliases = lambda.store
      .listAliases(name)
      .filter((alias) => version === undefined || alias.version === version);
    const { items, nextMarker } = pageOf(aliases, { operation: "ListAliases", input }, (alias) => alias.name);
    const arn = functionArn(lambda.scope, { name, qualifier: "" });
    return { Aliases: items.map((alias) => describeAlias(alias, arn)), ...nextMarker };
  },
});
