import type { DeleteAliasRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deleteAlias } from "../functions/aliases.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
export const DeleteAlias = (lambda: LambdaContext): Operation<DeleteAliasRequest> => ({
  name: "DeleteAlias",
  authorize: onFunction(lambda, "lambda:DeleteAlias"),
  run: (input) => deleteAlias(lambda, referenceOf(lambda, input).name, input.Name),
});
