import type { LambdaOperation } from "../api/operation.ts";
import { deleteAlias } from "../functions/aliases.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
export const DeleteAlias: LambdaOperation = {
  name: "DeleteAlias",
  method: "DELETE",
  path: "/2015-03-31/functions/{FunctionName}/aliases/{Name}",
  status: 204,
  resource: "function",
  run: (lambda, { parameters, reference: { name } }) => {
    deleteAlias(lambda, name, parameters["Name"] ?? "");
    return undefined;
  },
};
