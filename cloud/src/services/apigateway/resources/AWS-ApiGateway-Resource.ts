import type { ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { addResource, removeResource } from "../rest/control/apis/resources.ts";
import { type Control, editApi } from "../rest/control/model/control.ts";
import { management, propertiesOf } from "./calls.ts";
import { unlessGone } from "./deleting.ts";
import { requiredText } from "./properties.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-resource.html */
export function resourceProvider(control: Control): ResourceProvider {
  return {
    type: "AWS::ApiGateway::Resource",
    properties: { ParentId: true, PathPart: true, RestApiId: true },
    required: ["ParentId", "PathPart", "RestApiId"],
    replaceOn: ["ParentId", "PathPart", "RestApiId"],
    calls: (_context, change) => {
      const restApiId = requiredText(propertiesOf(change), "RestApiId");
      if (change.kind === "create") {
        const parentId = requiredText(change.properties, "ParentId");
        return [{ operation: "CreateResource", input: { restApiId, parentId } }];
      }
      const { physicalId: resourceId } = change;
      if (change.kind === "delete")
        return [{ operation: "DeleteResource", input: { restApiId, resourceId } }];
      return [management(control.scope, "PATCH", ["restapis", restApiId, "resources", resourceId])];
    },
    create: async (context, properties) => {
      const where = {
        parentId: requiredText(properties, "ParentId"),
        pathPart: requiredText(properties, "PathPart"),
      };
      return context.commit(() => {
        let id = "";
        editApi(control, requiredText(properties, "RestApiId"), (api) => {
          const added = addResource(api, where, control.randomness);
          id = added.resource.id;
          return added.api;
        });
        return { physicalId: id, attributes: { ResourceId: id } };
      });
    },
    update: async (_context, physicalId) => ({ physicalId, attributes: { ResourceId: physicalId } }),
    delete: async (_context, physicalId, properties) =>
      unlessGone(() => {
        editApi(control, requiredText(properties, "RestApiId"), (api) => removeResource(api, physicalId));
      }),
  };
}
