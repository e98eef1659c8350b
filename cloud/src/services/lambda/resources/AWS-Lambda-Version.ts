import type { ProvisionedResource, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { requiredTextProperty, textProperty } from "../../../core/properties/property-values.ts";
import type { FunctionsContext } from "../functions/context.ts";
import { deleteFunction, publishVersion } from "../functions/manager.ts";
import { functionArn, parseReference } from "../functions/names.ts";
import { PROVISIONED_PROPERTY, provisionedCalls, saveProvisioned } from "./provisioned.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html */
export function versionProvider(lambda: FunctionsContext): ResourceProvider {
  const provisioned = (arn: string): ProvisionedResource => {
    const version = arn.slice(arn.lastIndexOf(":") + 1);
    return { physicalId: arn, attributes: { Version: version, FunctionArn: arn } };
  };
  return {
    type: "AWS::Lambda::Version",
    properties: { CodeSha256: true, Description: true, FunctionName: true, ...PROVISIONED_PROPERTY },
    required: ["FunctionName"],
    replaceOn: ["CodeSha256", "Description", "FunctionName", "ProvisionedConcurrencyConfig"],
    calls: (_context, change) => {
      if (change.kind === "update") return [];
      if (change.kind === "delete") {
        return [{ operation: "DeleteFunction", input: { FunctionName: change.physicalId } }];
      }
      const FunctionName = requiredTextProperty(change.properties, "FunctionName");
      const { name } = parseReference(FunctionName, "", lambda.scope);
      const Qualifier = String(lambda.store.find(name)?.nextVersion ?? 1);
      return [
        { operation: "PublishVersion", input: { FunctionName } },
        ...provisionedCalls({ FunctionName: name, Qualifier }, {}, change.properties),
      ];
    },
    create: async (context, properties) => {
      const { name } = parseReference(requiredTextProperty(properties, "FunctionName"), "", lambda.scope);
      const sha = textProperty(properties, "CodeSha256");
      const description = textProperty(properties, "Description");
      const input = {
        ...(sha === undefined ? {} : { CodeSha256: sha }),
        ...(description === undefined ? {} : { Description: description }),
      };
      return context.commit(() => {
        const { version } = publishVersion(lambda, name, input);
        saveProvisioned(lambda, { name, qualifier: version }, properties);
        return provisioned(functionArn(lambda.scope, { name, qualifier: version }));
      });
    },
    // Every property replaces the resource: there is nothing to update.
    update: async (_context, physicalId) => provisioned(physicalId),
    delete: async (_context, physicalId) => {
      const { name, qualifier } = parseReference(physicalId, "", lambda.scope);
      if (lambda.store.findVersion(name, qualifier) !== undefined) deleteFunction(lambda, name, qualifier);
    },
  };
}
