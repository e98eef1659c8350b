import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { numberProperty, textProperty, textsProperty } from "../../../core/properties/property-values.ts";
import type { InlinePolicy, Role } from "../../../iam/identities/model/role.ts";
import {
  attachRolePolicy,
  createRole,
  deleteRole,
  deleteRolePolicy,
  detachRolePolicy,
  findRole,
  putRolePolicy,
  setBoundary,
  updateRole,
} from "../domain/roles.ts";
import type { IamContext } from "../shared/context.ts";
import { documentText, tagsOf } from "./document-text.ts";
import { roleCalls } from "./role-calls.ts";
import { inlinePolicies, roleName } from "./role-properties.ts";

const DEFAULT_SESSION_SECONDS = 3600;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export function roleResource(iam: IamContext): ResourceProvider {
  return {
    type: "AWS::IAM::Role",
    properties: {
      AssumeRolePolicyDocument: true,
      Description: true,
      ManagedPolicyArns: true,
      MaxSessionDuration: true,
      Path: true,
      PermissionsBoundary: true,
      Policies: { PolicyName: true, PolicyDocument: true },
      RoleName: true,
      Tags: { Key: true, Value: true },
    },
    required: ["AssumeRolePolicyDocument"],
    replaceOn: ["Path", "RoleName"],
    calls: (context, change) => roleCalls(iam, context, change),
    create: async (context, properties) => context.commit(() => create(iam, context, properties)),
    update: async (context, physicalId, before, after) =>
      iam.identities.transaction(() => update(iam, { name: physicalId, context, before, after })),
    delete: async (_context, physicalId, properties) =>
      iam.identities.transaction(() => remove(iam, physicalId, properties)),
  };
}

function create(iam: IamContext, context: ResourceContext, properties: Properties): ProvisionedResource {
  const name = roleName(context, properties);
  return iam.identities.transaction(() => {
    createRole(iam, {
      name,
      path: textProperty(properties, "Path") ?? "/",
      trustPolicy: documentText(properties["AssumeRolePolicyDocument"]),
      description: textProperty(properties, "Description") ?? "",
      maxSessionSeconds: sessionSeconds(properties),
      permissionsBoundary: textProperty(properties, "PermissionsBoundary"),
      tags: tagsOf(context.tags, properties),
    });
    for (const policy of inlinePolicies(properties)) putRolePolicy(iam, name, policy);
    for (const arn of textsProperty(properties, "ManagedPolicyArns")) attachRolePolicy(iam, name, arn);
    return provisioned(findRole(iam, name));
  });
}

interface RoleChange {
  readonly name: string;
  readonly context: ResourceContext;
  readonly before: Properties;
  readonly after: Properties;
}

function update(iam: IamContext, { name, context, before, after }: RoleChange): ProvisionedResource {
  updateRole(iam, name, {
    trustPolicy: documentText(after["AssumeRolePolicyDocument"]),
    description: textProperty(after, "Description") ?? "",
    maxSessionSeconds: sessionSeconds(after),
    tags: tagsOf(context.tags, after),
  });
  setBoundary(iam, name, textProperty(after, "PermissionsBoundary"));
  const kept = new Set(inlinePolicies(after).map((policy) => policy.name));
  removeInline(
    iam,
    name,
    inlinePolicies(before).filter((policy) => !kept.has(policy.name)),
  );
  for (const policy of inlinePolicies(after)) putRolePolicy(iam, name, policy);
  const attached = textsProperty(after, "ManagedPolicyArns");
  detach(
    iam,
    name,
    textsProperty(before, "ManagedPolicyArns").filter((arn) => !attached.includes(arn)),
  );
  for (const arn of attached) attachRolePolicy(iam, name, arn);
  return provisioned(findRole(iam, name));
}

function sessionSeconds(properties: Properties): number {
  return numberProperty(properties, "MaxSessionDuration") ?? DEFAULT_SESSION_SECONDS;
}

/** Policies that others put on the role stay; IAM then refuses to delete it. */
function remove(iam: IamContext, name: string, properties: Properties): void {
  if (iam.identities.roles.find(name) === undefined) return;
  removeInline(iam, name, inlinePolicies(properties));
  detach(iam, name, textsProperty(properties, "ManagedPolicyArns"));
  deleteRole(iam, name);
}

function removeInline(iam: IamContext, name: string, policies: readonly InlinePolicy[]): void {
  const present = new Set(findRole(iam, name).inlinePolicies.map((policy) => policy.name));
  for (const policy of policies) if (present.has(policy.name)) deleteRolePolicy(iam, name, policy.name);
}

function detach(iam: IamContext, name: string, arns: readonly string[]): void {
  const present = new Set(findRole(iam, name).attachedPolicyArns);
  for (const arn of arns) if (present.has(arn)) detachRolePolicy(iam, name, arn);
}

function provisioned(role: Role): ProvisionedResource {
  return { physicalId: role.name, attributes: { Arn: role.arn, RoleId: role.id } };
}
