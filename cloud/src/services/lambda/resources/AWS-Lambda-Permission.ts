import type { Properties, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { flagProperty, requiredTextProperty } from "../../../core/properties/property-values.ts";
import type { FunctionsContext } from "../functions/context.ts";
import { type FunctionReference, parseReference } from "../functions/names.ts";
import { addPermission, type PermissionInput, removePermission } from "../policies/manager.ts";
import { checked } from "./modelled.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
export function permissionProvider(lambda: FunctionsContext): ResourceProvider {
  const referenceOf = (properties: Properties): FunctionReference =>
    parseReference(requiredTextProperty(properties, "FunctionName"), "", lambda.scope);
  return {
    type: "AWS::Lambda::Permission",
    properties: {
      Action: true,
      FunctionName: true,
      FunctionUrlAuthType: true,
      InvokedViaFunctionUrl: true,
      Principal: true,
      SourceAccount: true,
      SourceArn: true,
    },
    required: ["Action", "FunctionName", "Principal"],
    replaceOn: [
      "Action",
      "FunctionName",
      "FunctionUrlAuthType",
      "InvokedViaFunctionUrl",
      "Principal",
      "SourceAccount",
      "SourceArn",
    ],
    calls: (_context, change) => {
      if (change.kind === "update") return [];
      const { FunctionName, FunctionUrlAuthType, Principal } = change.properties;
      const operation = change.kind === "create" ? "AddPermission" : "RemovePermission";
      return [{ operation, input: { FunctionName, FunctionUrlAuthType, Principal } }];
    },
    create: async (context, properties) => {
      const statementId = context.generateName({ maxLength: 100 });
      return context.commit(() => {
        addPermission(lambda, referenceOf(properties), inputOf(statementId, properties));
        return { physicalId: statementId, attributes: { Id: statementId } };
      });
    },
    // Every property replaces the resource: there is nothing to update.
    update: async (_context, physicalId) => ({ physicalId, attributes: { Id: physicalId } }),
    delete: async (_context, physicalId, properties) => {
      const reference = referenceOf(properties);
      const policy = lambda.store.findPolicy(reference.name, reference.qualifier);
      if (policy?.document.includes(JSON.stringify(physicalId)) !== true) return;
      removePermission(lambda, reference, { StatementId: physicalId });
    },
  };
}

function inputOf(statementId: string, properties: Properties): PermissionInput {
  const { FunctionName: _function, InvokedViaFunctionUrl: _flag, ...rest } = properties;
  const viaUrl = flagProperty(properties, "InvokedViaFunctionUrl");
  return checked("AddPermission", {
    ...rest,
    ...(viaUrl === undefined ? {} : { InvokedViaFunctionUrl: viaUrl }),
    StatementId: statementId,
  }) as unknown as PermissionInput;
}
