import { globalArn } from "../../../core/arns.ts";
import type { Question } from "../../../core/ports/authorization.ts";
import type {
  ApiCall,
  Properties,
  ProvisionedResource,
  ResourceChange,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { textProperty, textsProperty } from "../../../core/properties/property-values.ts";
import type { ManagedPolicy } from "../../../iam/identities/model/managed-policy.ts";
import {
  attachmentCount,
  createManagedPolicy,
  deleteManagedPolicy,
  findPolicy,
  replaceDocument,
} from "../domain/managed-policies.ts";
import { attachRolePolicy, detachRolePolicy } from "../domain/roles.ts";
import type { IamContext } from "../shared/context.ts";
import { isoDate } from "../shared/reply.ts";
import { documentText } from "./document-text.ts";

const MAX_NAME = 128;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export function managedPolicyResource(iam: IamContext): ResourceProvider {
  return {
    type: "AWS::IAM::ManagedPolicy",
    properties: {
      Description: true,
      ManagedPolicyName: true,
      Path: true,
      PolicyDocument: true,
      Roles: true,
    },
    required: ["PolicyDocument"],
    replaceOn: ["Description", "ManagedPolicyName", "Path"],
    calls: (context, change) => managedPolicyCalls(iam, context, change),
    create: async (context, properties) => context.commit(() => create(iam, context, properties)),
    update: async (_context, physicalId, before, after) => update(iam, physicalId, { before, after }),
    delete: async (_context, physicalId, properties) => remove(iam, physicalId, properties),
  };
}

function nameOf(context: ResourceContext, properties: Properties): string {
  return textProperty(properties, "ManagedPolicyName") ?? context.generateName({ maxLength: MAX_NAME });
}

function managedPolicyCalls(
  iam: IamContext,
  context: ResourceContext,
  change: ResourceChange,
): readonly (ApiCall | Question)[] {
  const after = change.kind === "delete" ? [] : textsProperty(propertiesOf(change), "Roles");
  const before = change.kind === "create" ? [] : textsProperty(formerOf(change), "Roles");
  const PolicyName = nameOf(context, propertiesOf(change));
  const Path = textProperty(propertiesOf(change), "Path") ?? "/";
  const PolicyArn =
    change.kind === "create" ? globalArn(iam.scope, "iam", `policy${Path}${PolicyName}`) : change.physicalId;
  return [
    ...(change.kind === "create" ? [{ operation: "CreatePolicy", input: { PolicyName, Path } }] : []),
    ...(change.kind === "update" ? [{ action: "iam:CreatePolicyVersion", resource: PolicyArn }] : []),
    ...before
      .filter((role) => !after.includes(role))
      .map((RoleName) => ({ operation: "DetachRolePolicy", input: { RoleName, PolicyArn } })),
    ...after.map((RoleName) => ({ operation: "AttachRolePolicy", input: { RoleName, PolicyArn } })),
    ...(change.kind === "delete" ? [{ operation: "DeletePolicy", input: { PolicyArn } }] : []),
  ];
}

function propertiesOf(change: ResourceChange): Properties {
  return change.kind === "update" ? change.after : change.properties;
}

function formerOf(change: ResourceChange): Properties {
  return change.kind === "update" ? change.before : change.properties;
}

function create(iam: IamContext, context: ResourceContext, properties: Properties): ProvisionedResource {
  const policy = createManagedPolicy(iam, {
    name: nameOf(context, properties),
    path: textProperty(properties, "Path") ?? "/",
    description: textProperty(properties, "Description") ?? "",
    document: documentText(properties["PolicyDocument"]),
    tags: [],
  });
  try {
    iam.identities.transaction(() => {
      for (const role of textsProperty(properties, "Roles")) attachRolePolicy(iam, role, policy.arn);
    });
  } catch (error) {
    // A resource that failed to be made leaves nothing behind.
    deleteManagedPolicy(iam, policy.arn);
    throw error;
  }
  return provisioned(iam, policy);
}

function update(
  iam: IamContext,
  arn: string,
  { before, after }: { readonly before: Properties; readonly after: Properties },
): ProvisionedResource {
  const document = documentText(after["PolicyDocument"]);
  if (document !== findPolicy(iam, arn).document) replaceDocument(iam, arn, document);
  iam.identities.transaction(() => {
    const kept = textsProperty(after, "Roles");
    detach(
      iam,
      arn,
      textsProperty(before, "Roles").filter((role) => !kept.includes(role)),
    );
    for (const role of kept) attachRolePolicy(iam, role, arn);
  });
  return provisioned(iam, findPolicy(iam, arn));
}

function remove(iam: IamContext, arn: string, properties: Properties): void {
  if (iam.identities.managedPolicies.find(arn) === undefined) return;
  detach(iam, arn, textsProperty(properties, "Roles"));
  deleteManagedPolicy(iam, arn);
}

function detach(iam: IamContext, arn: string, roles: readonly string[]): void {
  for (const name of roles) {
    const attached = iam.identities.roles.find(name)?.attachedPolicyArns.includes(arn) === true;
    if (attached) detachRolePolicy(iam, name, arn);
  }
}

function provisioned(iam: IamContext, policy: ManagedPolicy): ProvisionedResource {
  return {
    physicalId: policy.arn,
    attributes: {
      PolicyArn: policy.arn,
      PolicyId: policy.id,
      AttachmentCount: attachmentCount(iam, policy.arn),
      CreateDate: isoDate(policy.createdAt),
      DefaultVersionId: policy.versionId,
      IsAttachable: true,
      PermissionsBoundaryUsageCount: 0,
      UpdateDate: isoDate(policy.updatedAt),
    },
  };
}
