import { globalArn, type Scope } from "./arns.ts";
import type { RoleCaller } from "./caller.ts";
import type { RoleFinder } from "./ports/credentials.ts";

/** The session that something runs in, without its keys; undefined when its role is gone. */
export function roleSession(
  { roles, scope }: { readonly roles: RoleFinder; readonly scope: Scope },
  roleArn: string,
  sessionName: string,
): RoleCaller | undefined {
  const role = roles.roleOf(roleArn);
  if (role === undefined) return undefined;
  return {
    kind: "role",
    arn: globalArn(scope, "sts", `assumed-role/${role.name}/${sessionName}`),
    roleArn: role.arn,
    roleName: role.name,
    sessionName,
    accountId: scope.accountId,
    accessKeyId: "",
    userId: `${role.id}:${sessionName}`,
    sessionPolicies: [],
  };
}
