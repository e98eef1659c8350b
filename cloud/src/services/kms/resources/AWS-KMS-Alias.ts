import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { requiredTextProperty } from "../../../core/properties/property-values.ts";
import { moveAlias, newAlias } from "../aliases/manager.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-alias.html */
export function aliasProvider(kms: KmsContext): ResourceProvider {
  const provisioned = (name: string): ProvisionedResource => ({
    physicalId: name,
    attributes: { AliasName: name },
  });
  return {
    type: "AWS::KMS::Alias",
    properties: { AliasName: true, TargetKeyId: true },
    required: ["AliasName", "TargetKeyId"],
    replaceOn: ["AliasName"],
    untagged: true,
    calls: (_context, change) => {
      if (change.kind === "create") return [{ operation: "CreateAlias", input: named(change.properties) }];
      if (change.kind === "update") return [{ operation: "UpdateAlias", input: named(change.after) }];
      const AliasName = change.physicalId;
      if (kms.aliases.find(AliasName) === undefined) return [];
      return [{ operation: "DeleteAlias", input: { AliasName } }];
    },
    create: async (context, properties) => {
      const { AliasName, TargetKeyId } = named(properties);
      const alias = newAlias(kms, AliasName, TargetKeyId);
      return context.commit(() => {
        kms.aliases.save(alias);
        return provisioned(AliasName);
      });
    },
    update: async (_context, name, _before, after) => {
      moveAlias(kms, name, named(after).TargetKeyId);
      return provisioned(name);
    },
    delete: async (_context, name) => kms.aliases.delete(name),
  };
}

function named(properties: Properties): { readonly AliasName: string; readonly TargetKeyId: string } {
  return {
    AliasName: requiredTextProperty(properties, "AliasName"),
    TargetKeyId: requiredTextProperty(properties, "TargetKeyId"),
  };
}
