import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  flagProperty,
  mapProperty,
  numberProperty,
  requiredTextProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import type { CreateFunctionUrlConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import { type FunctionReference, functionArn, parseReference } from "../functions/names.ts";
import type { UrlsContext } from "../urls/context.ts";
import { createUrl, targetOf, updateUrl } from "../urls/manager.ts";
import type { FunctionUrl } from "../urls/url.ts";
import { checked } from "./modelled.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html */
export function urlProvider(lambda: UrlsContext): ResourceProvider {
  const referenceOf = (properties: Properties): FunctionReference => {
    const target = requiredTextProperty(properties, "TargetFunctionArn");
    return parseReference(target, textProperty(properties, "Qualifier") ?? "", lambda.scope);
  };
  const provisioned = (url: FunctionUrl): ProvisionedResource => {
    const arn = functionArn(lambda.scope, targetOf(url));
    const FunctionUrl = lambda.endpoints.functionUrl(url.urlId);
    return { physicalId: arn, attributes: { FunctionArn: arn, FunctionUrl } };
  };
  return {
    type: "AWS::Lambda::Url",
    properties: {
      AuthType: true,
      Cors: {
        AllowCredentials: true,
        AllowHeaders: true,
        AllowMethods: true,
        AllowOrigins: true,
        ExposeHeaders: true,
        MaxAge: true,
      },
      InvokeMode: true,
      Qualifier: true,
      TargetFunctionArn: true,
    },
    required: ["AuthType", "TargetFunctionArn"],
    replaceOn: ["Qualifier", "TargetFunctionArn"],
    calls: (_context, change) => {
      const properties = change.kind === "update" ? change.after : change.properties;
      const { name: FunctionName, qualifier: Qualifier } = referenceOf(properties);
      const AuthType = change.kind === "delete" ? undefined : textProperty(properties, "AuthType");
      const operation = { create: "Create", update: "Update", delete: "Delete" }[change.kind];
      return [{ operation: `${operation}FunctionUrlConfig`, input: { FunctionName, Qualifier, AuthType } }];
    },
    create: async (context, properties) => {
      const input = inputOf("CreateFunctionUrlConfig", properties);
      return context.commit(() => provisioned(createUrl(lambda, referenceOf(properties), input)));
    },
    update: async (_context, _physicalId, before, after) => {
      const input = inputOf("UpdateFunctionUrlConfig", after);
      const isReset = before["Cors"] !== undefined && after["Cors"] === undefined;
      const Cors = isReset ? { Cors: {} } : {};
      const change = { InvokeMode: "BUFFERED", ...input, ...Cors } as const;
      return provisioned(updateUrl(lambda, referenceOf(after), change));
    },
    delete: async (_context, physicalId) => {
      const { name, qualifier } = parseReference(physicalId, "", lambda.scope);
      const url = lambda.urls.of(name, qualifier || undefined);
      if (url !== undefined) lambda.urls.remove(url.urlId);
    },
  };
}

type UrlInput = Pick<CreateFunctionUrlConfigRequest, "AuthType" | "Cors" | "InvokeMode">;

function inputOf(operation: string, properties: Properties): UrlInput {
  const { AuthType, InvokeMode } = properties;
  const cors = mapProperty(properties, "Cors");
  return checked(operation, {
    AuthType,
    ...(cors === undefined ? {} : { Cors: corsOf(cors) }),
    ...(InvokeMode === undefined ? {} : { InvokeMode }),
  }) as UrlInput;
}

/** With the types the API takes: templates may hold them as text. */
function corsOf(cors: Properties): Properties {
  const credentials = flagProperty(cors, "AllowCredentials");
  const maxAge = numberProperty(cors, "MaxAge");
  return {
    ...cors,
    ...(credentials === undefined ? {} : { AllowCredentials: credentials }),
    ...(maxAge === undefined ? {} : { MaxAge: maxAge }),
  };
}
