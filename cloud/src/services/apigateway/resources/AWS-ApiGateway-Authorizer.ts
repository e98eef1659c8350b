import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  type AuthorizerInput,
  addAuthorizer,
  newAuthorizer,
  removeAuthorizer,
  requireAuthorizer,
} from "../rest/control/apis/authorizers.ts";
import { upsert } from "../rest/control/apis/lists.ts";
import { type Control, editApi } from "../rest/control/model/control.ts";
import { management, propertiesOf } from "./calls.ts";
import { unlessGone } from "./deleting.ts";
import { number, requiredText, text, texts } from "./properties.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html */
export function authorizerProvider(control: Control): ResourceProvider {
  return {
    type: "AWS::ApiGateway::Authorizer",
    properties: {
      AuthType: true,
      AuthorizerResultTtlInSeconds: true,
      IdentitySource: true,
      IdentityValidationExpression: true,
      Name: true,
      ProviderARNs: true,
      RestApiId: true,
      Type: true,
    },
    required: ["Name", "RestApiId", "Type"],
    replaceOn: ["RestApiId"],
    calls: (_context, change) => {
      const restApiId = requiredText(propertiesOf(change), "RestApiId");
      if (change.kind === "create") return [{ operation: "CreateAuthorizer", input: { restApiId } }];
      const { physicalId: authorizerId } = change;
      if (change.kind === "delete")
        return [{ operation: "DeleteAuthorizer", input: { restApiId, authorizerId } }];
      return [management(control.scope, "PATCH", ["restapis", restApiId, "authorizers", authorizerId])];
    },
    create: async (context, properties) => {
      const authorizer = newAuthorizer(inputOf(properties), control.randomness);
      return context.commit(() => {
        editApi(control, requiredText(properties, "RestApiId"), (api) => addAuthorizer(api, authorizer));
        return provisioned(authorizer.id);
      });
    },
    update: async (_context, physicalId, _before, after) => {
      const authorizer = newAuthorizer(inputOf(after), control.randomness, physicalId);
      editApi(control, requiredText(after, "RestApiId"), (api) => {
        requireAuthorizer(api, physicalId);
        return { ...api, authorizers: upsert(api.authorizers, authorizer, (it) => it.id === physicalId) };
      });
      return provisioned(physicalId);
    },
    delete: async (_context, physicalId, properties) =>
      unlessGone(() => {
        editApi(control, requiredText(properties, "RestApiId"), (api) => removeAuthorizer(api, physicalId));
      }),
  };
}

function inputOf(properties: Properties): AuthorizerInput {
  return {
    name: requiredText(properties, "Name"),
    type: requiredText(properties, "Type"),
    providerARNs: texts(properties, "ProviderARNs"),
    authType: text(properties, "AuthType"),
    identitySource: text(properties, "IdentitySource"),
    identityValidationExpression: text(properties, "IdentityValidationExpression"),
    authorizerResultTtlInSeconds: number(properties, "AuthorizerResultTtlInSeconds"),
  };
}

function provisioned(id: string): ProvisionedResource {
  return { physicalId: id, attributes: { AuthorizerId: id } };
}
