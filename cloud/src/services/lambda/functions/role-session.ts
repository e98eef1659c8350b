import { globalArn, type Scope } from "../../../core/arns.ts";
import type { RoleCaller } from "../../../core/caller.ts";
import type { RoleFinder } from "../../../core/ports/credentials.ts";
import type { FunctionConfiguration } from "./function.ts";

/** The session that the function runs in, without its keys; undefined when its role is gone. */
export function roleSession(
  { roles, scope }: { readonly roles: RoleFinder; readonly scope: Scope },
  { role: roleArn, functionName }: Pick<FunctionConfiguration, "role" | "functionName">,
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
