import type { Properties, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { upsert } from "../rest/control/apis/lists.ts";
import { addModel, assertModels, newModel, removeModel, requireModel } from "../rest/control/apis/models.ts";
import { type Control, editApi } from "../rest/control/model/control.ts";
import type { Model } from "../rest/control/model/rest-api.ts";
import { management, propertiesOf } from "./calls.ts";
import { unlessGone } from "./deleting.ts";
import { jsonText, requiredText, text } from "./properties.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-model.html */
export function modelProvider(control: Control): ResourceProvider {
  return {
    type: "AWS::ApiGateway::Model",
    properties: { ContentType: true, Description: true, Name: true, RestApiId: true, Schema: true },
    required: ["RestApiId"],
    replaceOn: ["ContentType", "Name", "RestApiId"],
    calls: (_context, change) => {
      const restApiId = requiredText(propertiesOf(change), "RestApiId");
      if (change.kind === "create") return [{ operation: "CreateModel", input: { restApiId } }];
      const { physicalId: modelName } = change;
      if (change.kind === "delete") return [{ operation: "DeleteModel", input: { restApiId, modelName } }];
      return [management(control.scope, "PATCH", ["restapis", restApiId, "models", modelName])];
    },
    create: async (context, properties) => {
      const generated = context.generateName({ maxLength: 128 }).replace(/[^a-zA-Z0-9]/g, "");
      const model = newModel(fieldsOf(properties, text(properties, "Name") ?? generated), control.randomness);
      return context.commit(() => {
        editApi(control, requiredText(properties, "RestApiId"), (api) => addModel(api, model));
        return { physicalId: model.name, attributes: {} };
      });
    },
    update: async (_context, physicalId, _before, after) => {
      editApi(control, requiredText(after, "RestApiId"), (api) => {
        const { id } = requireModel(api, physicalId);
        const model = newModel(fieldsOf(after, physicalId), control.randomness, id);
        const models = upsert(api.models, model, (it) => it.id === id);
        assertModels(models);
        return { ...api, models };
      });
      return { physicalId, attributes: {} };
    },
    delete: async (_context, physicalId, properties) =>
      unlessGone(() => {
        editApi(control, requiredText(properties, "RestApiId"), (api) => removeModel(api, physicalId));
      }),
  };
}

function fieldsOf(properties: Properties, name: string): Omit<Model, "id"> {
  const description = text(properties, "Description");
  return {
    name,
    contentType: text(properties, "ContentType") ?? "application/json",
    schema: jsonText(properties, "Schema") ?? "{}",
    ...(description === undefined ? {} : { description }),
  };
}
