import type { DeleteFunctionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deleteFunction } from "../functions/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export const DeleteFunction = (lambda: LambdaContext): Operation<DeleteFunctionRequest> => ({
  name: "DeleteFunction",
  authorize: onFunction(lambda, "lambda:DeleteFunction"),
  run: (input) => {
    const { name, qualifier } = referenceOf(lambda, input);
    deleteFunction(lambda, name, qualifier);
  },
});
