import type { LambdaOperation } from "../api/operation.ts";
import { addPermission, type PermissionInput } from "../policies/manager.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const AddPermission: LambdaOperation<PermissionInput> = {
  name: "AddPermission",
  method: "POST",
  path: "/2015-03-31/functions/{FunctionName}/policy",
  status: 201,
  resource: "function",
  body: {
    StatementId: { type: "string", required: true, min: 1, max: 100, pattern: "([a-zA-Z0-9-_]+)" },
    Action: { type: "string", required: true, pattern: "(lambda:[*]|lambda:[a-zA-Z]+|[*])" },
    Principal: { type: "string", required: true, pattern: "[^\\s]+" },
    SourceArn: {
      type: "string",
      pattern:
        "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)",
    },
    SourceAccount: { type: "string", pattern: "\\d{12}" },
    RevisionId: { type: "string" },
  },
  unsupportedMembers: ["EventSourceToken", "FunctionUrlAuthType", "InvokedViaFunctionUrl", "PrincipalOrgID"],
  run: (lambda, { input, reference }) => ({
    Statement: JSON.stringify(addPermission(lambda, reference, input)),
  }),
};
