import { globalArn, parseArn } from "../../core/arns.ts";
import type { Caller, RoleCaller } from "../../core/caller.ts";
import { validationError } from "../shared/errors.ts";
import { SERVICE_SESSION } from "./authorize.ts";
import type { StackRecord } from "./records.ts";
import type { EngineDeps, ServiceRole } from "./stack-operation.ts";

/** Who stands behind an operation on a stack. */
export interface Actor {
  readonly caller: Caller;
  /** `RoleARN` of the call; the stack's own when it is left out. */
  readonly roleArn?: string | undefined;
}

/** Whose rights the operation has, as the stack remembers it. */
export type ActorRecord = Pick<StackRecord, "caller" | "roleArn">;

const SERVICE = "cloudformation.amazonaws.com";

/**
 * CFN-SERVICE-ROLE: a stack that was given a role acts with the role's rights from then on, whoever calls.
 * Whether the caller may pass the role is asked before.
 * @throws AwsError ValidationError when there is no such role, or it does not trust CloudFormation
 */
export function actorRecord(
  deps: Pick<EngineDeps, "roles" | "scope">,
  { caller, roleArn: given }: Actor,
  stack: Pick<StackRecord, "roleArn"> | undefined,
): ActorRecord {
  const roleArn = given ?? stack?.roleArn;
  if (roleArn === undefined) return { caller, roleArn };
  const role = deps.roles.roleOf(roleArn);
  if (role === undefined || !deps.roles.canAssume(roleArn, SERVICE)) {
    throw validationError(`Role ${roleArn} is invalid or cannot be assumed`);
  }
  return { caller: sessionOf(role, deps), roleArn };
}

function sessionOf(role: ServiceRole, { scope }: Pick<EngineDeps, "scope">): RoleCaller {
  return {
    kind: "role",
    arn: globalArn(scope, "sts", `assumed-role/${role.name}/${SERVICE_SESSION}`),
    roleArn: role.arn,
    roleName: role.name,
    sessionName: SERVICE_SESSION,
    accountId: parseArn(role.arn)?.accountId ?? scope.accountId,
    accessKeyId: "",
    userId: `${role.id}:${SERVICE_SESSION}`,
    sessionPolicies: [],
  };
}
