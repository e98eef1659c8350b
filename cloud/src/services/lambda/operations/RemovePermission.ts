import type { RemovePermissionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { principalOfStatement, removePermission } from "../policies/manager.ts";
import type { LambdaContext } from "./context.ts";
import { functionQuestion, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const RemovePermission = (lambda: LambdaContext): Operation<RemovePermissionRequest> => ({
  name: "RemovePermission",
  authorize: (input) => {
    const reference = referenceOf(lambda, input);
    const principal = () => principalOfStatement(lambda, reference, input.StatementId);
    return [
      functionQuestion(lambda, "lambda:RemovePermission", {
        reference,
        context: { "lambda:Principal": principal },
      }),
    ];
  },
  run: (input) => removePermission(lambda, referenceOf(lambda, input), input),
});
