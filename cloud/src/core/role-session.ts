import { globalArn, type Scope } from "./arns.ts";
import type { RoleCaller } from "./caller.ts";
import type { RoleAssumer, RoleFinder } from "./ports/credentials.ts";
import type { Why } from "./why.ts";

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

/** How a service refuses, with the reason for the trace. */
interface Refusal extends Error {
  because(why: Why): this;
}

interface Acting {
  readonly roleArn: string;
  /** Service principal. */
  readonly service: string;
  /** What the service acts for, where it tells: `aws:SourceArn` of the trust policy. */
  readonly sourceArn?: string;
  readonly sessionName: string;
  /** The rule that asks for it, e.g. `SCH-3`. */
  readonly rule: string;
}

/**
 * The session in which a service acts for one of its resources: the role has to trust it every time.
 * @throws what `refusal` makes, with the reason, when the role is gone or does not trust the service
 */
export function serviceSession(
  deps: {
    readonly roleAssumer: Pick<RoleAssumer, "whyNot">;
    readonly roles: RoleFinder;
    readonly scope: Scope;
  },
  { roleArn, service, sourceArn, sessionName, rule }: Acting,
  refusal: () => Refusal,
): RoleCaller {
  const why = deps.roleAssumer.whyNot(roleArn, service, sourceArn);
  if (why !== undefined) throw refusal().because({ ...why, rule });
  const session = roleSession(deps, roleArn, sessionName);
  if (session === undefined) throw refusal();
  return session;
}
