import type { GetAliasRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireAlias } from "../functions/aliases.ts";
import { describeAlias } from "../functions/describe.ts";
import { functionArn } from "../functions/names.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export const GetAlias = (lambda: LambdaContext): Operation<GetAliasRequest> => ({
  name: "GetAlias",
  authorize: onFunction(lambda, "lambda:GetAlias"),
  run: (input) => {
    const { name } = referenceOf(lambda, input);
    return describeAlias(
      requireAlias(lambda, name, input.Name),
      functionArn(lambda.scope, { name, qualifier: "" }),
    );
  },
});
