import type { AddPermissionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { addPermission } from "../policies/manager.ts";
import { PERMISSION_SHAPE } from "../policies/permission-shape.ts";
import type { LambdaContext } from "./context.ts";
import { functionQuestion, QUALIFIER, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const AddPermission = (lambda: LambdaContext): Operation<AddPermissionRequest> => ({
  name: "AddPermission",
  http: {
    method: "POST",
    uri: "/2015-03-31/functions/{FunctionName}/policy",
    status: 201,
    members: QUALIFIER,
  },
  input: PERMISSION_SHAPE,
  unsupportedMembers: ["EventSourceToken", "FunctionUrlAuthType", "InvokedViaFunctionUrl", "PrincipalOrgID"],
  authorize: (input) => [
    functionQuestion(lambda, "lambda:AddPermission", {
      reference: referenceOf(lambda, input),
      context: { "lambda:Principal": input.Principal },
    }),
  ],
  run: (input) => ({
    Statement: JSON.stringify(addPermission(lambda, referenceOf(lambda, input), input)),
  }),
});
