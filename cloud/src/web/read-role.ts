import type { ConsoleContext } from "../wire/console-area.ts";
import { unlessMissing } from "./settled.ts";
import { type NamedPolicy, type Permission, permissionsOf } from "./words/permissions.ts";
import type { Document } from "./words/policy.ts";
import { listed, type XmlList } from "./xml-lists.ts";

type Caller = Pick<ConsoleContext, "call">;

/** What AWS takes where none is given. */
const HOUR_SECONDS = 3_600;

export interface RoleView {
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  readonly description: string | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly maxSessionSeconds: number;
  readonly tags: readonly (readonly [string, string])[];
  /** Who may take it. */
  readonly trust: Document;
  readonly permissions: readonly Permission[];
  readonly policies: readonly NamedPolicy[];
  /** ARN of the policy that bounds it. */
  readonly boundary: string | undefined;
}

interface RawRole {
  readonly Arn: string;
  readonly Path: string;
  readonly Description?: string;
  readonly CreateDate: string;
  readonly MaxSessionDuration?: number | string;
  readonly AssumeRolePolicyDocument: string;
  readonly Tags?: XmlList<{ readonly Key: string; readonly Value: string }>;
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string };
}

/**
 * A role, and what it may do; undefined where it is gone.
 * @param arn of the role, or its name
 */
export async function readRole(
  console: Pick<ConsoleContext, "account" | "call">,
  arn: string,
): Promise<RoleView | undefined> {
  const RoleName = arn.slice(arn.lastIndexOf("/") + 1);
  const found = await unlessMissing(console.call<{ Role: RawRole }>("iam", "GetRole", { RoleName }));
  if (found === undefined) return undefined;
  const { Role: role } = found;
  const [own, attached] = await Promise.all([
    inlinePolicies(console, RoleName),
    attachedPolicies(console, RoleName),
  ]);
  const policies = [...own, ...attached];
  return {
    name: RoleName,
    arn: role.Arn,
    path: role.Path,
    description: role.Description || undefined,
    createdAt: Date.parse(role.CreateDate),
    maxSessionSeconds: Number(role.MaxSessionDuration ?? HOUR_SECONDS),
    tags: listed(role.Tags).map(({ Key, Value }) => [Key, Value] as const),
    trust: documentOf(role.AssumeRolePolicyDocument),
    permissions: permissionsOf(policies, console.account),
    policies,
    boundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
  };
}

async function inlinePolicies(console: Caller, RoleName: string): Promise<NamedPolicy[]> {
  const { PolicyNames } = await console.call<{ PolicyNames: XmlList<string> }>("iam", "ListRolePolicies", {
    RoleName,
  });
  return Promise.all(
    listed(PolicyNames).map(async (PolicyName) => {
      const { PolicyDocument } = await console.call<{ PolicyDocument: string }>("iam", "GetRolePolicy", {
        RoleName,
        PolicyName,
      });
      return { name: PolicyName, document: documentOf(PolicyDocument) };
    }),
  );
}

async function attachedPolicies(console: Caller, RoleName: string): Promise<NamedPolicy[]> {
  const { AttachedPolicies } = await console.call<{
    AttachedPolicies: XmlList<{ PolicyName: string; PolicyArn: string }>;
  }>("iam", "ListAttachedRolePolicies", { RoleName });
  return Promise.all(
    listed(AttachedPolicies).map(async ({ PolicyName, PolicyArn }) => {
      const { Policy } = await console.call<{ Policy: { DefaultVersionId: string } }>("iam", "GetPolicy", {
        PolicyArn,
      });
      const { PolicyVersion } = await console.call<{ PolicyVersion: { Document: string } }>(
        "iam",
        "GetPolicyVersion",
        { PolicyArn, VersionId: Policy.DefaultVersionId },
      );
      return { name: PolicyName, document: documentOf(PolicyVersion.Document) };
    }),
  );
}

function documentOf(encoded: string): Document {
  return JSON.parse(decodeURIComponent(encoded)) as Document;
}
