import type { AnyOperation } from "../../../wire/operation.ts";
import type { IamContext } from "../shared/context.ts";
import { attachRolePolicyOperation } from "./AttachRolePolicy.ts";
import { createPolicy } from "./CreatePolicy.ts";
import { createRoleOperation } from "./CreateRole.ts";
import { deletePolicy } from "./DeletePolicy.ts";
import { deleteRoleOperation } from "./DeleteRole.ts";
import { deleteRolePermissionsBoundary } from "./DeleteRolePermissionsBoundary.ts";
import { deleteRolePolicyOperation } from "./DeleteRolePolicy.ts";
import { detachRolePolicyOperation } from "./DetachRolePolicy.ts";
import { getPolicy } from "./GetPolicy.ts";
import { getPolicyVersion } from "./GetPolicyVersion.ts";
import { getRole } from "./GetRole.ts";
import { getRolePolicy } from "./GetRolePolicy.ts";
import { getUser } from "./GetUser.ts";
import { listAttachedRolePolicies } from "./ListAttachedRolePolicies.ts";
import { listPolicies } from "./ListPolicies.ts";
import { listRolePolicies } from "./ListRolePolicies.ts";
import { listRoles } from "./ListRoles.ts";
import { listRoleTags } from "./ListRoleTags.ts";
import { putRolePermissionsBoundary } from "./PutRolePermissionsBoundary.ts";
import { putRolePolicyOperation } from "./PutRolePolicy.ts";
import { simulatePrincipalPolicy } from "./SimulatePrincipalPolicy.ts";
import { tagRole } from "./TagRole.ts";
import { untagRole } from "./UntagRole.ts";
import { updateAssumeRolePolicy } from "./UpdateAssumeRolePolicy.ts";
import { updateRoleOperation } from "./UpdateRole.ts";

const OPERATIONS: readonly ((context: IamContext) => AnyOperation)[] = [
  attachRolePolicyOperation,
  createPolicy,
  createRoleOperation,
  deletePolicy,
  deleteRoleOperation,
  deleteRolePermissionsBoundary,
  deleteRolePolicyOperation,
  detachRolePolicyOperation,
  getPolicy,
  getPolicyVersion,
  getRole,
  getRolePolicy,
  getUser,
  listAttachedRolePolicies,
  listPolicies,
  listRolePolicies,
  listRoles,
  listRoleTags,
  putRolePermissionsBoundary,
  putRolePolicyOperation,
  simulatePrincipalPolicy,
  tagRole,
  untagRole,
  updateAssumeRolePolicy,
  updateRoleOperation,
];

export function iamOperations(context: IamContext): AnyOperation[] {
  return OPERATIONS.map((create) => create(context));
}
