import type { ProvisionedResource, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import type { Control } from "../rest/control/model/control.ts";
import { propertiesOf } from "./calls.ts";
import { text } from "./properties.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-account.html */
export function accountProvider(control: Control): ResourceProvider {
  const save = (id: string, cloudwatchRoleArn: string | undefined): ProvisionedResource => {
    control.store.saveAccount(cloudwatchRoleArn === undefined ? {} : { cloudwatchRoleArn });
    return { physicalId: id, attributes: { Id: id } };
  };
  return {
    type: "AWS::ApiGateway::Account",
    properties: { CloudWatchRoleArn: true },
    required: [],
    replaceOn: [],
    calls: (_context, change) => {
      if (change.kind === "delete") return [];
      const value = text(propertiesOf(change), "CloudWatchRoleArn") ?? "";
      const patch = { op: "replace", path: "/cloudwatchRoleArn", value };
      return [{ operation: "UpdateAccount", input: { patchOperations: [patch] } }];
    },
    create: async (context, properties) =>
      context.commit(() =>
        save(context.generateName({ maxLength: 128 }), text(properties, "CloudWatchRoleArn")),
      ),
    update: async (_context, physicalId, _before, after) =>
      save(physicalId, text(after, "CloudWatchRoleArn")),
    // The account keeps its settings, as on AWS: other stacks may rely on them.
    delete: async () => undefined,
  };
}
