import { type AccessRow, formCall, type Needed } from "../../../iam/testing/access-table.ts";

const ACCOUNT = "123456789012";
export const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/limit`;
const POLICY = `arn:aws:iam::${ACCOUNT}:policy/team/spare`;
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const ROLE = { RoleName: "subject" };
const TAG = { "Tags.member.1.Key": "team", "Tags.member.1.Value": "home" };
const DOCUMENT = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}';
const TRUST =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}}';

/** A role and two managed policies, for the operations to work on. */
export const PREPARED = [
  formCall("CreatePolicy", { PolicyName: "limit", PolicyDocument: DOCUMENT }),
  formCall("CreatePolicy", { PolicyName: "spare", Path: "/team/", PolicyDocument: DOCUMENT, ...TAG }),
  formCall("CreateRole", {
    RoleName: "subject",
    Path: "/team/",
    AssumeRolePolicyDocument: TRUST,
    PermissionsBoundary: BOUNDARY,
    ...TAG,
  }),
  formCall("CreateRole", {
    RoleName: "spare",
    Path: "/team/",
    AssumeRolePolicyDocument: TRUST,
    PermissionsBoundary: BOUNDARY,
  }),
  formCall("AttachRolePolicy", { ...ROLE, PolicyArn: BOUNDARY }),
  formCall("PutRolePolicy", { ...ROLE, PolicyName: "one", PolicyDocument: DOCUMENT }),
] as const;

const onRole = (action: string, name = "team/subject"): readonly Needed[] => [
  { action: `iam:${action}`, type: "role", values: { RoleNameWithPath: name } },
];
const onPolicy = (action: string, name = "team/spare"): readonly Needed[] => [
  { action: `iam:${action}`, type: "policy", values: { PolicyNameWithPath: name } },
];

function ofRole(action: string, fields: Record<string, string> = {}): AccessRow {
  return { ...formCall(action, { ...ROLE, ...fields }), needs: onRole(action) };
}

function ofPolicy(action: string, fields: Record<string, string> = {}): AccessRow {
  return { ...formCall(action, { PolicyArn: POLICY, ...fields }), needs: onPolicy(action) };
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const IAM_ROWS: Readonly<Record<string, AccessRow>> = {
  AttachRolePolicy: ofRole("AttachRolePolicy", { PolicyArn: READ_ONLY }),
  CreatePolicy: {
    ...formCall("CreatePolicy", { PolicyName: "new", Path: "/team/", PolicyDocument: DOCUMENT, ...TAG }),
    needs: onPolicy("CreatePolicy", "team/new"),
  },
  CreateRole: {
    ...formCall("CreateRole", {
      RoleName: "new",
      Path: "/team/",
      AssumeRolePolicyDocument: TRUST,
      PermissionsBoundary: BOUNDARY,
      ...TAG,
    }),
    needs: onRole("CreateRole", "team/new"),
  },
  DeletePolicy: ofPolicy("DeletePolicy"),
  DeleteRole: {
    ...formCall("DeleteRole", { RoleName: "spare" }),
    needs: onRole("DeleteRole", "team/spare"),
  },
  DeleteRolePermissionsBoundary: ofRole("DeleteRolePermissionsBoundary"),
  DeleteRolePolicy: ofRole("DeleteRolePolicy", { PolicyName: "one" }),
  DetachRolePolicy: ofRole("DetachRolePolicy", { PolicyArn: BOUNDARY }),
  GetPolicy: ofPolicy("GetPolicy"),
  GetPolicyVersion: ofPolicy("GetPolicyVersion", { VersionId: "v1" }),
  GetRole: ofRole("GetRole"),
  GetRolePolicy: ofRole("GetRolePolicy", { PolicyName: "one" }),
  GetUser: {
    ...formCall("GetUser", { UserName: "administrator" }),
    needs: [{ action: "iam:GetUser", type: "user", values: { UserNameWithPath: "administrator" } }],
  },
  ListAttachedRolePolicies: ofRole("ListAttachedRolePolicies"),
  ListPolicies: {
    ...formCall("ListPolicies"),
    needs: [{ action: "iam:ListPolicies", type: "*", told: `arn:aws:iam::${ACCOUNT}:policy/` }],
  },
  ListRolePolicies: ofRole("ListRolePolicies"),
  ListRoles: {
    ...formCall("ListRoles", { PathPrefix: "/team/" }),
    needs: [{ action: "iam:ListRoles", type: "*", told: `arn:aws:iam::${ACCOUNT}:role/team/` }],
  },
  ListRoleTags: ofRole("ListRoleTags"),
  PutRolePermissionsBoundary: ofRole("PutRolePermissionsBoundary", { PermissionsBoundary: BOUNDARY }),
  PutRolePolicy: ofRole("PutRolePolicy", { PolicyName: "two", PolicyDocument: DOCUMENT }),
  SimulatePrincipalPolicy: {
    ...formCall("SimulatePrincipalPolicy", {
      PolicySourceArn: `arn:aws:iam::${ACCOUNT}:role/team/subject`,
      "ActionNames.member.1": "s3:GetObject",
    }),
    needs: onRole("SimulatePrincipalPolicy"),
  },
  TagRole: ofRole("TagRole", TAG),
  UntagRole: ofRole("UntagRole", { "TagKeys.member.1": "team" }),
  UpdateAssumeRolePolicy: ofRole("UpdateAssumeRolePolicy", { PolicyDocument: TRUST }),
  UpdateRole: ofRole("UpdateRole", { Description: "changed" }),
};
