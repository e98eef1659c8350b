import type { Properties, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import {
  newGatewayResponse,
  withGatewayResponse,
  withoutGatewayResponse,
} from "../rest/control/apis/gateway-responses.ts";
import { type Control, editApi } from "../rest/control/model/control.ts";
import { propertiesOf } from "./calls.ts";
import { unlessGone } from "./deleting.ts";
import { requiredText, text, textMap } from "./properties.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-gatewayresponse.html */
export function gatewayResponseProvider(control: Control): ResourceProvider {
  return {
    type: "AWS::ApiGateway::GatewayResponse",
    properties: {
      ResponseParameters: { "*": true },
      ResponseTemplates: { "*": true },
      ResponseType: true,
      RestApiId: true,
      StatusCode: true,
    },
    required: ["ResponseType", "RestApiId"],
    replaceOn: ["ResponseType", "RestApiId"],
    calls: (_context, change) => {
      const properties = propertiesOf(change);
      const restApiId = requiredText(properties, "RestApiId");
      const responseType = requiredText(properties, "ResponseType");
      const operation = change.kind === "delete" ? "DeleteGatewayResponse" : "PutGatewayResponse";
      return [{ operation, input: { restApiId, responseType } }];
    },
    create: async (context, properties) =>
      context.commit(() => {
        save(control, properties);
        const id = context.generateName({ maxLength: 128 });
        return { physicalId: id, attributes: { Id: id } };
      }),
    update: async (_context, physicalId, _before, after) => {
      save(control, after);
      return { physicalId, attributes: { Id: physicalId } };
    },
    delete: async (_context, _physicalId, properties) =>
      unlessGone(() => {
        const responseType = requiredText(properties, "ResponseType");
        editApi(control, requiredText(properties, "RestApiId"), (api) =>
          withoutGatewayResponse(api, responseType),
        );
      }),
  };
}

function save(control: Control, properties: Properties): void {
  const response = newGatewayResponse({
    responseType: requiredText(properties, "ResponseType"),
    statusCode: text(properties, "StatusCode"),
    responseParameters: textMap(properties, "ResponseParameters"),
    responseTemplates: textMap(properties, "ResponseTemplates"),
  });
  editApi(control, requiredText(properties, "RestApiId"), (api) => withGatewayResponse(api, response));
}
