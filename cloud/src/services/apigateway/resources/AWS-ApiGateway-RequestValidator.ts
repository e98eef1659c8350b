import type { Properties, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { removeValidator, requireValidator, withValidator } from "../rest/control/apis/request-validators.ts";
import { type Control, editApi } from "../rest/control/model/control.ts";
import { newPartId } from "../rest/control/model/ids.ts";
import type { RequestValidator } from "../rest/control/model/rest-api.ts";
import { management, propertiesOf } from "./calls.ts";
import { unlessGone } from "./deleting.ts";
import { flag, requiredText, text } from "./properties.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-requestvalidator.html */
export function requestValidatorProvider(control: Control): ResourceProvider {
  return {
    type: "AWS::ApiGateway::RequestValidator",
    properties: { Name: true, RestApiId: true, ValidateRequestBody: true, ValidateRequestParameters: true },
    required: ["RestApiId"],
    replaceOn: ["Name", "RestApiId"],
    calls: (_context, change) => {
      const restApiId = requiredText(propertiesOf(change), "RestApiId");
      if (change.kind === "create") return [{ operation: "CreateRequestValidator", input: { restApiId } }];
      const { physicalId: requestValidatorId } = change;
      if (change.kind === "delete")
        return [{ operation: "DeleteRequestValidator", input: { restApiId, requestValidatorId } }];
      return [
        management(control.scope, "PATCH", ["restapis", restApiId, "requestvalidators", requestValidatorId]),
      ];
    },
    create: async (context, properties) => {
      const name = text(properties, "Name") ?? context.generateName({ maxLength: 128 });
      const validator = validatorOf(properties, { id: newPartId(control.randomness), name });
      return context.commit(() => {
        editApi(control, requiredText(properties, "RestApiId"), (api) => withValidator(api, validator));
        return { physicalId: validator.id, attributes: { RequestValidatorId: validator.id } };
      });
    },
    update: async (_context, physicalId, _before, after) => {
      editApi(control, requiredText(after, "RestApiId"), (api) => {
        const { name } = requireValidator(api, physicalId);
        return withValidator(api, validatorOf(after, { id: physicalId, name }));
      });
      return { physicalId, attributes: { RequestValidatorId: physicalId } };
    },
    delete: async (_context, physicalId, properties) =>
      unlessGone(() => {
        editApi(control, requiredText(properties, "RestApiId"), (api) => removeValidator(api, physicalId));
      }),
  };
}

function validatorOf(properties: Properties, identity: { id: string; name: string }): RequestValidator {
  return {
    ...identity,
    validateRequestBody: flag(properties, "ValidateRequestBody") ?? false,
    validateRequestParameters: flag(properties, "ValidateRequestParameters") ?? false,
  };
}
