import { globalArn, parseArn } from "../../core/arns.ts";
import type { Caller, RoleCaller } from "../../core/caller.ts";
import type { ReadParameter } from "../../core/ports/parameter-reader.ts";
import { validationError } from "../shared/errors.ts";
import type { ReadStored } from "../template/stored-parameter.ts";
import { assertMay, SERVICE_SESSION } from "./authorize.ts";
import type { ReadSnippet } from "./includes.ts";
import { assertMayRead, type ObjectRights } from "./object-rights.ts";
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

/** What decides whether a parameter of the Parameter Store may be read for somebody. */
type StoreRights = Pick<EngineDeps, "authorization" | "parameterReader" | "roles" | "scope">;

/**
 * CFN-STORED: a template has the value of a parameter of the Parameter Store only for a caller, or a
 * role of the stack, that may read it.
 */
export function storedReader(
  deps: StoreRights,
  actor: Actor,
  stack: { readonly roleArn: string | undefined } | undefined,
): ReadStored {
  return (name, version): ReadParameter | undefined => {
    const caller = actorRecord(deps, actor, stack).caller ?? actor.caller;
    assertMay(deps.authorization, caller, deps.parameterReader.readingOf(name));
    return deps.parameterReader.find(name, version);
  };
}

/** CFN-INCLUDE: a snippet is read only for a caller who may read the object it lies in. */
export function snippetReader(rights: ObjectRights, { caller }: Actor): ReadSnippet {
  return async (bucket, key) => {
    assertMayRead(rights, caller, { bucket, key });
    return (await rights.objectReader.readObject(caller, { bucket, key })).body.toString("utf8");
  };
}
