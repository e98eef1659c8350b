import type { Question } from "../../../core/ports/authorization.ts";
import type {
  ApiCall,
  Properties,
  ResourceChange,
  ResourceContext,
} from "../../../core/ports/resource-provider.ts";
import { givenTags, textProperty, textsProperty } from "../../../core/properties/property-values.ts";
import { roleArn } from "../domain/roles.ts";
import type { IamContext } from "../shared/context.ts";
import { inlinePolicies, roleName } from "./role-properties.ts";

type Calls = readonly (ApiCall | Question)[];

/** The calls of IAM that a change of a role stands for. */
export function roleCalls(iam: IamContext, context: ResourceContext, change: ResourceChange): Calls {
  if (change.kind === "create") return callsOfNew(iam, context, change.properties);
  const RoleName = change.physicalId;
  if (change.kind === "update")
    return [
      ...callsOfUpdate(RoleName, context, change),
      ...untagging(iam, RoleName, tagList(context, change.after)),
    ];
  return [
    ...inlinePolicies(change.properties).map(() => ({ operation: "DeleteRolePolicy", input: { RoleName } })),
    ...detaching(RoleName, textsProperty(change.properties, "ManagedPolicyArns")),
    { operation: "DeleteRole", input: { RoleName } },
  ];
}

/** The role is not there yet: path and boundary of what is asked about its policies come from the template. */
function callsOfNew(iam: IamContext, context: ResourceContext, properties: Properties): Calls {
  const RoleName = roleName(context, properties);
  const Path = textProperty(properties, "Path");
  const PermissionsBoundary = textProperty(properties, "PermissionsBoundary");
  const resource = roleArn(iam, RoleName, Path);
  const boundary =
    PermissionsBoundary === undefined ? {} : { "iam:PermissionsBoundary": PermissionsBoundary };
  return [
    {
      operation: "CreateRole",
      input: { RoleName, Path, PermissionsBoundary, Tags: tagList(context, properties) },
    },
    ...inlinePolicies(properties).map(() => ({
      action: "iam:PutRolePolicy",
      resource,
      context: boundary,
    })),
    ...textsProperty(properties, "ManagedPolicyArns").map((arn) => ({
      action: "iam:AttachRolePolicy",
      resource,
      context: { ...boundary, "iam:PolicyARN": arn },
    })),
  ];
}

function callsOfUpdate(
  RoleName: string,
  context: ResourceContext,
  { before, after }: { readonly before: Properties; readonly after: Properties },
): Calls {
  const boundary = textProperty(after, "PermissionsBoundary");
  const isKept = textProperty(before, "PermissionsBoundary") === boundary;
  const boundaryOperation =
    boundary === undefined ? "DeleteRolePermissionsBoundary" : "PutRolePermissionsBoundary";
  const kept = new Set(inlinePolicies(after).map(({ name }) => name));
  const attached = textsProperty(after, "ManagedPolicyArns");
  const tags = tagList(context, after);
  return [
    { operation: "UpdateRole", input: { RoleName } },
    { operation: "UpdateAssumeRolePolicy", input: { RoleName } },
    ...(isKept ? [] : [{ operation: boundaryOperation, input: { RoleName, PermissionsBoundary: boundary } }]),
    ...inlinePolicies(before)
      .filter(({ name }) => !kept.has(name))
      .map(() => ({ operation: "DeleteRolePolicy", input: { RoleName } })),
    ...inlinePolicies(after).map(() => ({ operation: "PutRolePolicy", input: { RoleName } })),
    ...detaching(
      RoleName,
      textsProperty(before, "ManagedPolicyArns").filter((arn) => !attached.includes(arn)),
    ),
    ...attached.map((PolicyArn) => ({ operation: "AttachRolePolicy", input: { RoleName, PolicyArn } })),
    ...(tags.length === 0 ? [] : [{ operation: "TagRole", input: { RoleName, Tags: tags } }]),
  ];
}

function detaching(RoleName: string, arns: readonly string[]): readonly ApiCall[] {
  return arns.map((PolicyArn) => ({ operation: "DetachRolePolicy", input: { RoleName, PolicyArn } }));
}

/** What the role has, and the template and the stack no longer say, is taken off. */
function untagging(
  iam: IamContext,
  RoleName: string,
  wanted: ReturnType<typeof tagList>,
): readonly ApiCall[] {
  const kept = new Set(wanted.map(({ Key }) => Key));
  const present = iam.identities.roles.find(RoleName)?.tags ?? [];
  const TagKeys = present.map(({ key }) => key).filter((key) => !key.startsWith("aws:") && !kept.has(key));
  return TagKeys.length === 0 ? [] : [{ operation: "UntagRole", input: { RoleName, TagKeys } }];
}

function tagList(context: ResourceContext, properties: Properties) {
  return Object.entries(givenTags(context.tags, properties)).map(([Key, Value]) => ({ Key, Value }));
}
