import type { ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { requiredTextProperty } from "../../../core/property-values.ts";
import type { ResourceServerInput } from "../domain/resource-servers/manager.ts";
import { RESOURCE_SERVER_SETTINGS } from "../domain/resource-servers/shape.ts";
import { apiInput, propertySchema } from "./coerce.ts";
import type { ResourceDependencies } from "./dependencies.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolresourceserver.html */
export function userPoolResourceServerResource({
  resourceServers,
  stores,
}: Pick<ResourceDependencies, "resourceServers" | "stores">): ResourceProvider {
  const input = (properties: Parameters<ResourceProvider["create"]>[1]): ResourceServerInput =>
    apiInput<ResourceServerInput>(RESOURCE_SERVER_SETTINGS, properties);
  return {
    type: "AWS::Cognito::UserPoolResourceServer",
    properties: propertySchema(RESOURCE_SERVER_SETTINGS),
    required: ["Identifier", "Name", "UserPoolId"],
    replaceOn: ["Identifier", "UserPoolId"],
    create: async (context, properties) =>
      context.commit(() => ({
        physicalId: resourceServers.create(input(properties)).identifier,
        attributes: {},
      })),
    update: async (_context, _id, _before, after) => ({
      physicalId: resourceServers.update(input(after)).identifier,
      attributes: {},
    }),
    delete: async (_context, id, properties) => {
      const poolId = requiredTextProperty(properties, "UserPoolId");
      if (stores.resourceServers.find(poolId, id) !== undefined) resourceServers.delete(poolId, id);
    },
  };
}
