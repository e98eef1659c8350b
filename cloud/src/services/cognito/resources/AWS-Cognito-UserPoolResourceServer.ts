import type { ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { requiredTextProperty } from "../../../core/properties/property-values.ts";
import type { ResourceServerInput } from "../domain/resource-servers/manager.ts";
import { apiInput, propertySchema } from "./coerce.ts";
import type { ResourceDependencies } from "./dependencies.ts";
import { modelShape } from "./model-shape.ts";
import { poolCalls } from "./pool-calls.ts";

const SHAPE = modelShape("CreateResourceServer");

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolresourceserver.html */
export function userPoolResourceServerResource({
  resourceServers,
  stores,
}: Pick<ResourceDependencies, "resourceServers" | "stores">): ResourceProvider {
  const input = (properties: Parameters<ResourceProvider["create"]>[1]): ResourceServerInput =>
    apiInput<ResourceServerInput>(SHAPE(), properties);
  return {
    type: "AWS::Cognito::UserPoolResourceServer",
    get properties() {
      return propertySchema(SHAPE());
    },
    required: ["Identifier", "Name", "UserPoolId"],
    replaceOn: ["Identifier", "UserPoolId"],
    calls: (_context, change) =>
      poolCalls(change, {
        create: "CreateResourceServer",
        update: "UpdateResourceServer",
        delete: "DeleteResourceServer",
      }),
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
