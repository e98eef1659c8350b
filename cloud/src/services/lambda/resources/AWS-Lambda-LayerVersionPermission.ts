import type { Properties, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { requiredTextProperty } from "../../../core/properties/property-values.ts";
import type { FunctionsContext } from "../functions/context.ts";
import { type LayerVersionReference, parseLayerVersionArn } from "../layers/names.ts";
import { addLayerPermission, removeLayerPermission } from "../layers/policy.ts";
import { checked } from "./modelled.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversionpermission.html */
export function layerVersionPermissionProvider(lambda: FunctionsContext): ResourceProvider {
  const referenceOf = (properties: Properties): LayerVersionReference =>
    parseLayerVersionArn(requiredTextProperty(properties, "LayerVersionArn"), lambda.scope);
  return {
    type: "AWS::Lambda::LayerVersionPermission",
    properties: { Action: true, LayerVersionArn: true, Principal: true },
    required: ["Action", "LayerVersionArn", "Principal"],
    replaceOn: ["Action", "LayerVersionArn", "Principal"],
    calls: (_context, change) => {
      if (change.kind === "update") return [];
      const { layerName, version } = referenceOf(change.properties);
      const operation =
        change.kind === "create" ? "AddLayerVersionPermission" : "RemoveLayerVersionPermission";
      return [{ operation, input: { LayerName: layerName, VersionNumber: version } }];
    },
    create: async (context, properties) => {
      const StatementId = context.generateName({ maxLength: 100 });
      const reference = referenceOf(properties);
      const input = checked("AddLayerVersionPermission", {
        Action: requiredTextProperty(properties, "Action"),
        Principal: requiredTextProperty(properties, "Principal"),
        StatementId,
      });
      return context.commit(() => {
        addLayerPermission(lambda, reference, input);
        const id = `${requiredTextProperty(properties, "LayerVersionArn")}#${StatementId}`;
        return { physicalId: id, attributes: { Id: id } };
      });
    },
    // Every property replaces the resource: there is nothing to update.
    update: async (_context, physicalId) => ({ physicalId, attributes: { Id: physicalId } }),
    delete: async (_context, physicalId, properties) => {
      const reference = referenceOf(properties);
      const statementId = physicalId.slice(physicalId.indexOf("#") + 1);
      const policy = lambda.layers.findPolicy(reference);
      if (policy?.document.includes(JSON.stringify(statementId)) !== true) return;
      removeLayerPermission(lambda, reference, { StatementId: statementId });
    },
  };
}
