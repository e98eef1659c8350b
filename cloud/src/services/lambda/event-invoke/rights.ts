import type { Scope } from "../../../core/arns.ts";
import { globalArn } from "../../../core/arns.ts";
import type { RoleCaller } from "../../../core/caller.ts";
import type { Decision } from "../../../core/ports/authorization.ts";
import type { FunctionConfiguration } from "../functions/function.ts";
import { parseReference } from "../functions/names.ts";
import { policyText } from "../policies/manager.ts";
import type { EventInvokeContext } from "./config.ts";

/** Whether a function may give records to another: it does so under its own role. */
export function decideDelivery(
  lambda: EventInvokeContext,
  from: FunctionConfiguration,
  destination: string,
): Decision {
  const caller = sessionOf(lambda, from);
  if (caller === undefined)
    return { allowed: false, message: `The role ${from.role} is gone.`, explanation: "" };
  // LAM-25: the function's role has to allow it, when the destination is set and for each record.
  return lambda.authorization.decide({
    caller,
    action: "lambda:InvokeFunction",
    resource: destination,
    resourcePolicy: policyText(lambda, parseReference(destination, "", lambda.scope)),
  });
}

/** The session that the function runs in, without its keys. */
function sessionOf(
  { roles, scope }: { readonly roles: EventInvokeContext["roles"]; readonly scope: Scope },
  { role: roleArn, functionName }: FunctionConfiguration,
): RoleCaller | undefined {
  const role = roles.roleOf(roleArn);
  if (role === undefined) return undefined;
  return {
    kind: "role",
    arn: globalArn(scope, "sts", `assumed-role/${role.name}/${functionName}`),
    roleArn: role.arn,
    roleName: role.name,
    sessionName: functionName,
    accountId: scope.accountId,
    accessKeyId: "",
    userId: `${role.id}:${functionName}`,
    sessionPolicies: [],
  };
}
