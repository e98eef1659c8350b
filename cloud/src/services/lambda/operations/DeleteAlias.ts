import type { Operation } from "../../../wire/operation.ts";
import type { LambdaContext } from "../context.ts";
import { deleteAlias } from "../functions/aliases.ts";
import { type FunctionInput, onFunction, referenceOf } from "./function-input.ts";

interface Input extends FunctionInput {
  readonly Name: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
export const DeleteAlias = (lambda: LambdaContext): Operation<Input> => ({
  name: "DeleteAlias",
  http: { method: "DELETE", uri: "/2015-03-31/functions/{FunctionName}/aliases/{Name}", status: 204 },
  authorize: onFunction(lambda, "lambda:DeleteAlias"),
  run: (input) => deleteAlias(lambda, referenceOf(lambda, input).name, input.Name),
});
