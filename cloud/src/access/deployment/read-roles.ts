import { type PolicyDocument, parsePolicy } from "../../iam/policies/document.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { unlessMissing } from "../../runtime/client/deployed/reader.ts";
import type { XmlElement } from "../../runtime/client/read-xml.ts";
import type { DeployedRole } from "./deployment.ts";
import { query, queryAll, textIn } from "./query.ts";
import { byPlace, type Source } from "./source.ts";

/** The roles with their policies, each document compiled once. */
export async function readRoles({ client, names }: Source): Promise<DeployedRole[]> {
  const managed = createManagedReader(client);
  const listed = await queryAll(client, "iam", { Action: "ListRoles" }, "Roles");
  return byPlace(
    await Promise.all(
      listed.map(async (summary) => {
        const name = textIn(summary, "RoleName");
        const [details, inline, attached] = await Promise.all([
          query(client, "iam", { Action: "GetRole", RoleName: name }),
          inlinePolicies(client, name),
          queryAll(client, "iam", { Action: "ListAttachedRolePolicies", RoleName: name }, "AttachedPolicies"),
        ]);
        const attachedDocuments = await Promise.all(
          attached.map((policy) => managed(textIn(policy, "PolicyArn"))),
        );
        const boundary = textIn(details.result, "Role", "PermissionsBoundary", "PermissionsBoundaryArn");
        return {
          name,
          id: textIn(summary, "RoleId"),
          arn: textIn(summary, "Arn"),
          place: names.placeOf(name),
          trustPolicy: decodeURIComponent(textIn(summary, "AssumeRolePolicyDocument")),
          identity: [...inline, ...attachedDocuments],
          boundary: boundary === "" ? undefined : await managed(boundary),
          tags: tagsOf(details.result),
        };
      }),
    ),
  );
}

async function inlinePolicies(client: CloudClient, RoleName: string): Promise<PolicyDocument[]> {
  const names = await queryAll(client, "iam", { Action: "ListRolePolicies", RoleName }, "PolicyNames");
  return Promise.all(
    names.map(async ({ text: PolicyName }) => {
      const { result } = await query(client, "iam", { Action: "GetRolePolicy", RoleName, PolicyName });
      return {
        ...parsePolicy(decodeURIComponent(textIn(result, "PolicyDocument"))),
        name: PolicyName,
      };
    }),
  );
}

/** A policy that is gone and still attached, or a boundary, lets nothing through: as the cloud reads roles. */
function createManagedReader(client: CloudClient): (arn: string) => Promise<PolicyDocument> {
  const asked = new Map<string, Promise<PolicyDocument>>();
  const read = async (PolicyArn: string): Promise<PolicyDocument> => {
    const policy = await unlessMissing(query(client, "iam", { Action: "GetPolicy", PolicyArn }));
    if (policy === undefined) return { name: PolicyArn, isGone: true, statements: [] };
    const VersionId = textIn(policy.result, "Policy", "DefaultVersionId");
    const version = await query(client, "iam", { Action: "GetPolicyVersion", PolicyArn, VersionId });
    const text = decodeURIComponent(textIn(version.result, "PolicyVersion", "Document"));
    return { ...parsePolicy(text), name: PolicyArn };
  };
  return (arn) => {
    const known = asked.get(arn) ?? read(arn);
    asked.set(arn, known);
    return known;
  };
}

function tagsOf(details: XmlElement): ReadonlyMap<string, string> {
  const list = details.children
    .find(({ name }) => name === "Role")
    ?.children.find(({ name }) => name === "Tags");
  return new Map((list?.children ?? []).map((tag) => [textIn(tag, "Key"), textIn(tag, "Value")]));
}
