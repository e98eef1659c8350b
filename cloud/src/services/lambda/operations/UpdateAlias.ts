import type { UpdateAliasRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { updateAlias } from "../functions/aliases.ts";
import { describeAlias } from "../functions/describe.ts";
import { functionArn } from "../functions/names.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export const UpdateAlias = (lambda: LambdaContext): Operation<UpdateAliasRequest> => ({
  name: "UpdateAlias",
  authorize: onFunction(lambda, "lambda:UpdateAlias"),
  run: (input) => {
    const { name } = referenceOf(lambda, input);
    return describeAlias(
      updateAlias(lambda, { functionName: name, name: input.Name }, input),
      functionArn(lambda.scope, { name, qualifier: "" }),
    );
  },
});
