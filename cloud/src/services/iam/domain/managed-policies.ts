import { globalArn } from "../../../core/arns.ts";
import type { ManagedPolicy } from "../../../iam/identities/model/managed-policy.ts";
import { newPolicyId, type Tag } from "../../../iam/identities/model/role.ts";
import { assertPolicyDocument } from "../../../iam/policies/validate.ts";
import type { IamContext } from "../shared/context.ts";
import { awsPolicyIsFixed, noSuchPolicy, policyAttached, policyExists } from "../shared/errors.ts";
import { assertManagedSize, assertPath, assertTagCount } from "../shared/limits.ts";

export interface NewManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly document: string;
  readonly tags: readonly Tag[];
}

export function findPolicy(context: IamContext, arn: string): ManagedPolicy {
  const policy = context.identities.managedPolicies.find(arn);
  if (policy === undefined) throw noSuchPolicy(arn);
  return policy;
}

export function createManagedPolicy(context: IamContext, input: NewManagedPolicy): ManagedPolicy {
  const store = context.identities.managedPolicies;
  const sameName = store.listLocal().some((policy) => policy.name.toLowerCase() === input.name.toLowerCase());
  if (sameName) throw policyExists(input.name);
  assertPath(input.path);
  assertPolicyDocument(input.document, "managed");
  assertManagedSize(input.document);
  assertTagCount(input.tags.length, "Policy");
  const now = context.clock.now();
  const policy: ManagedPolicy = {
    ...input,
    arn: globalArn(context.scope, "iam", `policy${input.path}${input.name}`),
    id: newPolicyId(context.randomness),
    versionId: "v1",
    createdAt: now,
    updatedAt: now,
  };
  store.save(policy);
  return policy;
}

/** Makes the document the default version; earlier versions are not kept. */
export function replaceDocument(context: IamContext, arn: string, document: string): ManagedPolicy {
  const policy = findOwnPolicy(context, arn);
  assertPolicyDocument(document, "managed");
  assertManagedSize(document);
  const changed: ManagedPolicy = {
    ...policy,
    document,
    versionId: `v${Number(policy.versionId.slice(1)) + 1}`,
    updatedAt: context.clock.now(),
  };
  context.identities.managedPolicies.save(changed);
  return changed;
}

export function deleteManagedPolicy(context: IamContext, arn: string): void {
  findOwnPolicy(context, arn);
  if (attachmentCount(context, arn) > 0) throw policyAttached();
  context.identities.managedPolicies.delete(arn);
}

function findOwnPolicy(context: IamContext, arn: string): ManagedPolicy {
  const policy = findPolicy(context, arn);
  if (arn.startsWith("arn:aws:iam::aws:")) throw awsPolicyIsFixed(arn);
  return policy;
}

/** Roles the policy is attached to, as policy or as boundary. */
export function attachmentCount(context: IamContext, arn: string): number {
  return context.identities.roles
    .list()
    .filter((role) => role.attachedPolicyArns.includes(arn) || role.permissionsBoundary === arn).length;
}
