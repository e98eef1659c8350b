import type { AddPermissionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { addPermission } from "../policies/manager.ts";
import type { LambdaContext } from "./context.ts";
import { functionQuestion, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const AddPermission = (lambda: LambdaContext): Operation<AddPermissionRequest> => ({
  name: "AddPermission",
  unsupportedMembers: ["EventSourceToken", "PrincipalOrgID"],
  authorize: (input) => [
    functionQuestion(lambda, "lambda:AddPermission", {
      reference: referenceOf(lambda, input),
      context: {
        "lambda:Principal": input.Principal,
        ...(input.FunctionUrlAuthType === undefined
          ? {}
          : { "lambda:FunctionUrlAuthType": input.FunctionUrlAuthType }),
      },
    }),
  ],
  run: (input) => ({
    Statement: JSON.stringify(addPermission(lambda, referenceOf(lambda, input), input)),
  }),
});
