import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  mapProperty,
  mapsProperty,
  numberProperty,
  requiredTextProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import type { CreateAliasRequest } from "../../../wire/models/generated/lambda.types.ts";
import { createAlias, deleteAlias, updateAlias } from "../functions/aliases.ts";
import type { FunctionsContext } from "../functions/context.ts";
import { functionArn, parseReference } from "../functions/names.ts";
import { checked } from "./modelled.ts";
import { PROVISIONED_PROPERTY, provisionedCalls, saveProvisioned } from "./provisioned.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-alias.html */
export function aliasProvider(lambda: FunctionsContext): ResourceProvider {
  const provisioned = (arn: string): ProvisionedResource => ({
    physicalId: arn,
    attributes: { AliasArn: arn },
  });
  return {
    type: "AWS::Lambda::Alias",
    properties: {
      Description: true,
      FunctionName: true,
      FunctionVersion: true,
      Name: true,
      ...PROVISIONED_PROPERTY,
      RoutingConfig: { AdditionalVersionWeights: { FunctionVersion: true, FunctionWeight: true } },
    },
    required: ["FunctionName", "FunctionVersion", "Name"],
    replaceOn: ["FunctionName", "Name"],
    calls: (_context, change) => {
      if (change.kind === "create") {
        const FunctionName = requiredTextProperty(change.properties, "FunctionName");
        const Qualifier = requiredTextProperty(change.properties, "Name");
        return [
          { operation: "CreateAlias", input: { FunctionName } },
          ...provisionedCalls({ FunctionName, Qualifier }, {}, change.properties),
        ];
      }
      const { name, qualifier } = parseReference(change.physicalId, "", lambda.scope);
      const input = { FunctionName: name, Name: qualifier };
      if (change.kind === "delete") return [{ operation: "DeleteAlias", input }];
      return [
        { operation: "UpdateAlias", input },
        ...provisionedCalls({ FunctionName: name, Qualifier: qualifier }, change.before, change.after),
      ];
    },
    create: async (context, properties) => {
      const { name } = parseReference(requiredTextProperty(properties, "FunctionName"), "", lambda.scope);
      const input = checked("CreateAlias", {
        ...changeOf(properties),
        Name: requiredTextProperty(properties, "Name"),
      });
      return context.commit(() => {
        const alias = createAlias(lambda, name, input);
        saveProvisioned(lambda, { name, qualifier: alias.name }, properties);
        return provisioned(functionArn(lambda.scope, { name, qualifier: alias.name }));
      });
    },
    update: async (_context, physicalId, _before, after) => {
      const { name, qualifier } = parseReference(physicalId, "", lambda.scope);
      const input = checked("UpdateAlias", changeOf(after));
      lambda.store.transaction(() => {
        updateAlias(lambda, { functionName: name, name: qualifier }, input);
        saveProvisioned(lambda, { name, qualifier }, after);
      });
      return provisioned(physicalId);
    },
    delete: async (_context, physicalId) => {
      const { name, qualifier } = parseReference(physicalId, "", lambda.scope);
      if (lambda.store.find(name) !== undefined) deleteAlias(lambda, name, qualifier);
    },
  };
}

function changeOf(
  properties: Properties,
): Pick<CreateAliasRequest, "FunctionVersion" | "Description" | "RoutingConfig"> {
  const routing = mapProperty(properties, "RoutingConfig") ?? {};
  const weights = mapsProperty(routing, "AdditionalVersionWeights");
  const entries = weights.map((weight): [string, number] => [
    requiredTextProperty(weight, "FunctionVersion"),
    numberProperty(weight, "FunctionWeight") ?? 0,
  ]);
  return {
    FunctionVersion: requiredTextProperty(properties, "FunctionVersion"),
    Description: textProperty(properties, "Description") ?? "",
    RoutingConfig: { AdditionalVersionWeights: Object.fromEntries(entries) },
  };
}
