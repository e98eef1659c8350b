import type { LambdaOperation } from "../api/operation.ts";
import { type AliasChange, updateAlias } from "../functions/aliases.ts";
import { describeAlias } from "../functions/describe.ts";
import { functionArn } from "../functions/names.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export const UpdateAlias: LambdaOperation<AliasChange> = {
  name: "UpdateAlias",
  method: "PUT",
  path: "/2015-03-31/functions/{FunctionName}/aliases/{Name}",
  resource: "function",
  body: {
    FunctionVersion: { type: "string", pattern: "(\\$LATEST|[0-9]+)" },
    Description: { type: "string", max: 256 },
    RevisionId: { type: "string" },
  },
  unsupportedMembers: ["RoutingConfig"],
  run: (lambda, { input, parameters, reference: { name } }) =>
    describeAlias(
      updateAlias(lambda, { functionName: name, name: parameters["Name"] ?? "" }, input),
      functionArn(lambda.scope, { name, qualifier: "" }),
    ),
};
