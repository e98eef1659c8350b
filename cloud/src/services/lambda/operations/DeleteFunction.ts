import type { DeleteFunctionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deleteFunction } from "../functions/manager.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, QUALIFIER, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export const DeleteFunction = (lambda: LambdaContext): Operation<DeleteFunctionRequest> => ({
  name: "DeleteFunction",
  http: { method: "DELETE", uri: "/2015-03-31/functions/{FunctionName}", status: 204, members: QUALIFIER },
  authorize: onFunction(lambda, "lambda:DeleteFunction"),
  run: (input) => {
    const { name, qualifier } = referenceOf(lambda, input);
    deleteFunction(lambda, name, qualifier);
  },
});
