import type { LambdaOperation } from "../api/operation.ts";
import { removePermission } from "../policies/manager.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const RemovePermission: LambdaOperation = {
  name: "RemovePermission",
  method: "DELETE",
  path: "/2015-03-31/functions/{FunctionName}/policy/{StatementId}",
  status: 204,
  resource: "function",
  run: (lambda, { parameters, reference }) => {
    removePermission(lambda, reference, parameters["StatementId"] ?? "");
    return undefined;
  },
};
