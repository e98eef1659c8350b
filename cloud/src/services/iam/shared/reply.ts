import type { ManagedPolicy } from "../../../iam/identities/model/managed-policy.ts";
import type { Role, Tag } from "../../../iam/identities/model/role.ts";
import { encodeUri } from "../../../wire/sigv4/signature.ts";
import type { XmlObject } from "../../../wire/xml.ts";

/** `2026-09-03T08:05:09Z` */
export function isoDate(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}/, "");
}

/** IAM sends documents percent-encoded inside the XML. */
export function encodeDocument(document: string): string {
  return encodeUri(document);
}

export function tagList(tags: readonly Tag[]): XmlObject {
  return { member: tags.map(({ key, value }) => ({ Key: key, Value: value })) };
}

/** The members every reply about a role has. */
export function roleSummary(role: Role): XmlObject {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: isoDate(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    Description: role.description === "" ? undefined : role.description,
    MaxSessionDuration: role.maxSessionSeconds,
  };
}

/** What GetRole and CreateRole add. */
export function roleDetails(role: Role): XmlObject {
  return {
    ...roleSummary(role),
    PermissionsBoundary:
      role.permissionsBoundary === undefined
        ? undefined
        : { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: role.permissionsBoundary },
    Tags: role.tags.length === 0 ? undefined : tagList(role.tags),
    RoleLastUsed: {},
  };
}

export function policySummary(policy: ManagedPolicy, attachmentCount: number): XmlObject {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.versionId,
    AttachmentCount: attachmentCount,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: isoDate(policy.createdAt),
    UpdateDate: isoDate(policy.updatedAt),
  };
}
