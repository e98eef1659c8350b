import type { LambdaOperation } from "../api/operation.ts";
import { deleteFunction } from "../functions/manager.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export const DeleteFunction: LambdaOperation = {
  name: "DeleteFunction",
  method: "DELETE",
  path: "/2015-03-31/functions/{FunctionName}",
  status: 204,
  resource: "function",
  run: (lambda, { reference: { name, qualifier } }) => {
    deleteFunction(lambda, name, qualifier);
    return undefined;
  },
};
