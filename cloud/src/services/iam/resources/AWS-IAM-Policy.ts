import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { textProperty, textsProperty } from "../../../core/properties/property-values.ts";
import { deleteRolePolicy, findRole, putRolePolicy } from "../domain/roles.ts";
import type { IamContext } from "../shared/context.ts";
import { documentText } from "./document-text.ts";

const MAX_NAME = 128;

/**
 * An inline policy put on roles; groups and users do not exist here.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html
 */
export function policyResource(iam: IamContext): ResourceProvider {
  return {
    type: "AWS::IAM::Policy",
    properties: { PolicyDocument: true, PolicyName: true, Roles: true },
    required: ["PolicyDocument", "PolicyName"],
    replaceOn: [],
    calls: (_context, change) => {
      const put =
        change.kind === "delete" ? [] : rolesOf(change.kind === "create" ? change.properties : change.after);
      const gone =
        change.kind === "create" ? [] : rolesOf(change.kind === "update" ? change.before : change.properties);
      const isRenamed =
        change.kind === "update" && change.before["PolicyName"] !== change.after["PolicyName"];
      return [
        ...put.map((RoleName) => ({ operation: "PutRolePolicy", input: { RoleName } })),
        ...gone
          .filter((RoleName) => isRenamed || !put.includes(RoleName))
          .map((RoleName) => ({ operation: "DeleteRolePolicy", input: { RoleName } })),
      ];
    },
    create: async (context, properties) =>
      context.commit(() => {
        iam.identities.transaction(() => put(iam, properties));
        return provisioned(context.generateName({ maxLength: MAX_NAME }));
      }),
    update: async (_context, physicalId, before, after) =>
      iam.identities.transaction(() => {
        put(iam, after);
        const kept = new Set(textsProperty(after, "Roles"));
        const renamed = textProperty(before, "PolicyName") !== textProperty(after, "PolicyName");
        take(iam, before, (role) => renamed || !kept.has(role));
        return provisioned(physicalId);
      }),
    delete: async (_context, _physicalId, properties) =>
      iam.identities.transaction(() => take(iam, properties, () => true)),
  };
}

function rolesOf(properties: Properties): readonly string[] {
  return textsProperty(properties, "Roles");
}

function put(iam: IamContext, properties: Properties): void {
  const name = textProperty(properties, "PolicyName") ?? "";
  const document = documentText(properties["PolicyDocument"]);
  for (const role of textsProperty(properties, "Roles")) putRolePolicy(iam, role, { name, document });
}

/** Takes the policy from the roles chosen; roles that are gone took it with them. */
function take(iam: IamContext, properties: Properties, isChosen: (role: string) => boolean): void {
  const name = textProperty(properties, "PolicyName") ?? "";
  for (const role of textsProperty(properties, "Roles").filter(isChosen)) {
    if (iam.identities.roles.find(role) === undefined) continue;
    const present = findRole(iam, role).inlinePolicies.some((policy) => policy.name === name);
    if (present) deleteRolePolicy(iam, role, name);
  }
}

function provisioned(physicalId: string): ProvisionedResource {
  return { physicalId, attributes: { Id: physicalId } };
}
