import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { textProperty } from "../../../core/properties/property-values.ts";
import type { PublishLayerVersionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { FunctionsContext } from "../functions/context.ts";
import { prepareLayerVersion } from "../layers/manager.ts";
import { layerVersionArn, parseLayerVersionArn } from "../layers/names.ts";
import { checked } from "./modelled.ts";

const NAME_LIMIT = 140;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversion.html */
export function layerVersionProvider(lambda: FunctionsContext): ResourceProvider {
  const provisioned = (arn: string): ProvisionedResource => ({
    physicalId: arn,
    attributes: { LayerVersionArn: arn },
  });
  return {
    type: "AWS::Lambda::LayerVersion",
    properties: {
      CompatibleArchitectures: true,
      CompatibleRuntimes: true,
      Content: { S3Bucket: true, S3Key: true, S3ObjectVersion: true },
      Description: true,
      LayerName: true,
      LicenseInfo: true,
    },
    required: ["Content"],
    replaceOn: [
      "CompatibleArchitectures",
      "CompatibleRuntimes",
      "Content",
      "Description",
      "LayerName",
      "LicenseInfo",
    ],
    calls: (context, change) => {
      if (change.kind === "update") return [];
      if (change.kind === "create") {
        const name = context.generateName({ maxLength: NAME_LIMIT });
        return [{ operation: "PublishLayerVersion", input: inputOf(change.properties, name) }];
      }
      const { layerName, version } = parseLayerVersionArn(change.physicalId, lambda.scope);
      return [{ operation: "DeleteLayerVersion", input: { LayerName: layerName, VersionNumber: version } }];
    },
    create: async (context, properties) => {
      const name = context.generateName({ maxLength: NAME_LIMIT });
      const save = await prepareLayerVersion(lambda, context.caller, inputOf(properties, name));
      return context.commit(() => provisioned(layerVersionArn(lambda.scope, save())));
    },
    // Every property replaces the resource: there is nothing to update.
    update: async (_context, physicalId) => provisioned(physicalId),
    delete: async (_context, physicalId) =>
      lambda.layers.remove(parseLayerVersionArn(physicalId, lambda.scope)),
  };
}

function inputOf(properties: Properties, generatedName: string): PublishLayerVersionRequest {
  const LayerName = textProperty(properties, "LayerName") ?? generatedName;
  return checked("PublishLayerVersion", {
    ...properties,
    LayerName,
  }) as unknown as PublishLayerVersionRequest;
}
