import { globalArn, parseArn, type Scope } from "../../../core/arns.ts";
import { ADMINISTRATOR_NAME } from "../../../iam/identities/access-keys.ts";
import { newRoleId, type Role, type Tag } from "../../../iam/identities/model/role.ts";
import { isRecord, malformed, stringList } from "../../../iam/policies/fields.ts";
import { assertPolicyDocument } from "../../../iam/policies/validate.ts";
import type { IamContext } from "../shared/context.ts";
import {
  mustDeletePoliciesFirst,
  mustDetachFirst,
  noSuchPolicy,
  noSuchRole,
  noSuchRolePolicy,
  notAttachable,
  notForCustomerRoles,
  roleExists,
  validationError,
} from "../shared/errors.ts";
import {
  assertAttachedCount,
  assertInlineSize,
  assertPath,
  assertTagCount,
  assertTrustSize,
} from "../shared/limits.ts";

/** IAM-21: policies of service-linked roles, which AWS makes itself. */
const SERVICE_LINKED = "arn:aws:iam::aws:policy/aws-service-role/";

export interface NewRole {
  readonly name: string;
  readonly path: string;
  readonly trustPolicy: string;
  readonly description: string;
  readonly maxSessionSeconds: number;
  readonly permissionsBoundary: string | undefined;
  readonly tags: readonly Tag[];
}

export function findRole(context: IamContext, name: string): Role {
  const role = context.identities.roles.find(name);
  if (role === undefined) throw noSuchRole(name);
  return role;
}

/** ARN a call about a role is evaluated on, whether the role exists or not. */
export function roleArn(context: IamContext, name: string, path = "/"): string {
  return context.identities.roles.find(name)?.arn ?? globalArn(context.scope, "iam", `role${path}${name}`);
}

export function createRole(context: IamContext, input: NewRole): Role {
  const { roles } = context.identities;
  if (roles.find(input.name) !== undefined) throw roleExists(input.name);
  assertPath(input.path);
  assertTrustPolicy(context, input.trustPolicy);
  if (input.permissionsBoundary !== undefined) assertAttachable(context, input.permissionsBoundary);
  assertTagCount(input.tags.length);
  const role: Role = {
    ...input,
    id: newRoleId(context.randomness),
    arn: globalArn(context.scope, "iam", `role${input.path}${input.name}`),
    createdAt: context.clock.now(),
    inlinePolicies: [],
    attachedPolicyArns: [],
  };
  roles.save(role);
  return role;
}

export function deleteRole(context: IamContext, name: string): void {
  const role = findRole(context, name);
  if (role.attachedPolicyArns.length > 0) throw mustDetachFirst();
  if (role.inlinePolicies.length > 0) throw mustDeletePoliciesFirst();
  context.identities.roles.delete(role.name);
}

export function updateRole(
  context: IamContext,
  name: string,
  change: Partial<Pick<Role, "description" | "maxSessionSeconds" | "trustPolicy" | "tags">>,
): Role {
  const role = findRole(context, name);
  if (change.trustPolicy !== undefined) assertTrustPolicy(context, change.trustPolicy);
  if (change.tags !== undefined) assertTagCount(change.tags.length);
  const changed = { ...role, ...change };
  context.identities.roles.save(changed);
  return changed;
}

export function setBoundary(context: IamContext, name: string, boundary: string | undefined): void {
  const role = findRole(context, name);
  if (boundary !== undefined) assertAttachable(context, boundary);
  context.identities.roles.save({ ...role, permissionsBoundary: boundary });
}

/** Adds the inline policy, or replaces the one of that name. */
export function putRolePolicy(
  context: IamContext,
  name: string,
  policy: { readonly name: string; readonly document: string },
): void {
  const role = findRole(context, name);
  assertPolicyDocument(policy.document, "inline");
  const others = role.inlinePolicies.filter((known) => known.name !== policy.name);
  const inlinePolicies = [...others, policy];
  assertInlineSize(
    role.name,
    inlinePolicies.map(({ document }) => document),
  );
  context.identities.roles.save({ ...role, inlinePolicies });
}

export function deleteRolePolicy(context: IamContext, name: string, policyName: string): void {
  const role = findRole(context, name);
  const inlinePolicies = role.inlinePolicies.filter((policy) => policy.name !== policyName);
  if (inlinePolicies.length === role.inlinePolicies.length) throw noSuchRolePolicy(policyName);
  context.identities.roles.save({ ...role, inlinePolicies });
}

/** Attaching what is attached already changes nothing. */
export function attachRolePolicy(context: IamContext, name: string, policyArn: string): void {
  assertIsArn(policyArn);
  const role = findRole(context, name);
  assertAttachable(context, policyArn);
  // IAM-21
  if (policyArn.startsWith(SERVICE_LINKED)) throw notForCustomerRoles();
  if (role.attachedPolicyArns.includes(policyArn)) return;
  const attachedPolicyArns = [...role.attachedPolicyArns, policyArn];
  assertAttachedCount(attachedPolicyArns.length);
  context.identities.roles.save({ ...role, attachedPolicyArns });
}

export function detachRolePolicy(context: IamContext, name: string, policyArn: string): void {
  assertIsArn(policyArn);
  const role = findRole(context, name);
  const attachedPolicyArns = role.attachedPolicyArns.filter((arn) => arn !== policyArn);
  if (attachedPolicyArns.length === role.attachedPolicyArns.length) throw noSuchPolicy(policyArn);
  context.identities.roles.save({ ...role, attachedPolicyArns });
}

/** Tags of the same key are replaced; the order of the others stays. */
export function mergeTags(before: readonly Tag[], added: readonly Tag[]): Tag[] {
  const merged = new Map([...before, ...added].map((tag) => [tag.key.toLowerCase(), tag]));
  return [...merged.values()];
}

function assertIsArn(text: string): void {
  if (parseArn(text) === undefined) throw validationError("Invalid ARN:  Could not be parsed!");
}

function assertAttachable(context: IamContext, policyArn: string): void {
  if (context.identities.managedPolicies.find(policyArn) === undefined) throw notAttachable(policyArn);
}

function assertTrustPolicy(context: IamContext, document: string): void {
  assertPolicyDocument(document, "trust");
  assertTrustSize(document);
  assertPrincipalsExist(context, document);
}

/** IAM-20: roles and users of this account that a trust policy names have to exist. */
function assertPrincipalsExist(context: IamContext, document: string): void {
  const parsed: unknown = JSON.parse(document);
  const statements = isRecord(parsed) ? parsed["Statement"] : undefined;
  for (const statement of Array.isArray(statements) ? statements : [statements]) {
    const principal = isRecord(statement) ? (statement["Principal"] ?? statement["NotPrincipal"]) : undefined;
    for (const arn of isRecord(principal) ? (stringList(principal["AWS"]) ?? []) : []) {
      if (!principalExists(context, arn)) throw malformed(`Invalid principal in policy: "AWS":"${arn}"`);
    }
  }
}

function principalExists(context: IamContext, text: string): boolean {
  const arn = parseArn(text);
  if (arn === undefined || arn.service !== "iam" || arn.accountId !== context.scope.accountId) return true;
  if (arn.resource.startsWith("role/")) {
    const name = text.slice(text.lastIndexOf("/") + 1);
    return context.identities.roles.find(name)?.arn === text;
  }
  return !arn.resource.startsWith("user/") || text === administratorArn(context.scope);
}

export function administratorArn(scope: Scope): string {
  return globalArn(scope, "iam", `user/${ADMINISTRATOR_NAME}`);
}
