import { unsupported } from "../../../core/errors.ts";
import type { Question } from "../../../core/ports/authorization.ts";
import type { ObjectReader } from "../../../core/ports/object-reader.ts";
import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { givenTags } from "../../../core/properties/property-values.ts";
import { createApi, deleteApi, type RestApiSettings, withSettings } from "../rest/control/apis/rest-apis.ts";
import { importApi, titleOf } from "../rest/control/importing/import-api.ts";
import { documentIfReadable } from "../rest/control/importing/request.ts";
import { type Control, requireApi } from "../rest/control/model/control.ts";
import { badRequest } from "../rest/control/model/errors.ts";
import type { RestApi } from "../rest/control/model/rest-api.ts";
import { rolesPassedBy } from "../rest/control/operations/passed-role.ts";
import { bodyLocation, withBody } from "./body-location.ts";
import { managementArn, propertiesOf, tagCalls } from "./calls.ts";
import { unlessGone } from "./deleting.ts";
import { flag, jsonText, object, tags, text, textMap, texts } from "./properties.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html */
export function restApiProvider(control: Control, reader: ObjectReader): ResourceProvider {
  return {
    type: "AWS::ApiGateway::RestApi",
    properties: {
      ApiKeySourceType: true,
      BinaryMediaTypes: true,
      Body: true,
      BodyS3Location: { Bucket: true, Key: true, Version: true },
      Description: true,
      DisableExecuteApiEndpoint: true,
      EndpointConfiguration: { Types: true, IpAddressType: true },
      FailOnWarnings: true,
      Mode: true,
      Name: true,
      Parameters: { "*": true },
      Policy: true,
      Tags: { Key: true, Value: true },
    },
    required: [],
    replaceOn: [],
    calls: (context, change) => {
      const { kind } = change;
      const restApiId = kind === "create" ? "*" : change.physicalId;
      if (kind === "delete") return [{ operation: "DeleteRestApi", input: { restApiId } }];
      const properties = propertiesOf(change);
      const put = { operation: "PutRestApi", input: { restApiId } };
      const body = [
        ...(hasBody(properties) ? [put, ...rolesPassedIn(properties)] : []),
        ...readingOf(reader, properties),
      ];
      const tags = givenTags(context.tags, properties);
      if (kind === "create") return [{ operation: "CreateRestApi", input: { tags } }, ...body];
      const arn = managementArn(control.scope, ["restapis", restApiId]);
      return [
        { operation: "UpdateRestApi", input: { restApiId } },
        ...body,
        ...tagCalls(arn, control.store.findApi(restApiId)?.tags, tags),
      ];
    },
    create: async (context, given) => {
      const properties = await withBody(reader, context.caller, given);
      return context.commit(() =>
        control.store.transaction(() => {
          const api = createApi(control, settingsOf(context, properties));
          return provisioned(save(control, context, { api, properties }));
        }),
      );
    },
    update: async (context, physicalId, _before, after) => {
      const properties = await withBody(reader, context.caller, after);
      return control.store.transaction(() =>
        provisioned(save(control, context, { api: requireApi(control, physicalId), properties })),
      );
    },
    delete: async (_context, physicalId) => unlessGone(() => deleteApi(control, physicalId)),
  };
}

function hasBody(properties: Properties): boolean {
  return properties["Body"] !== undefined || properties["BodyS3Location"] !== undefined;
}

/** APIGW-20: the roles of a document that the template has; one that lies elsewhere names none. */
function rolesPassedIn({ Body }: Properties): readonly Question[] {
  return rolesPassedBy(typeof Body === "string" ? documentIfReadable(Body) : Body);
}

/** CFN-BODY-LOCATION: the document is read with the rights of whoever deploys it. */
function readingOf(reader: ObjectReader, properties: Properties): readonly Question[] {
  const location = bodyLocation(properties);
  if (location === undefined) return [];
  return [reader.readingOf(location.bucket, location.key, location.version)];
}

interface Change {
  readonly api: RestApi;
  readonly properties: Properties;
}

/** The Body first, then the properties: they win over what the document says. */
function save(control: Control, context: ResourceContext, { api, properties }: Change): RestApi {
  assertSupported(properties);
  const body = bodyOf(properties);
  const imported = body === undefined ? api : importApi(control, api, body);
  const settings = settingsOf(context, properties);
  const changed = withSettings(control, imported, {
    ...settings,
    description: settings.description ?? (body === undefined ? undefined : imported.description),
    version: imported.version,
    binaryMediaTypes: settings.binaryMediaTypes ?? (body === undefined ? [] : imported.binaryMediaTypes),
    policy: settings.policy ?? (body === undefined ? undefined : imported.policy),
  });
  control.store.saveApi(changed);
  if (changed.disableExecuteApiEndpoint !== api.disableExecuteApiEndpoint) control.changed(api.id);
  return changed;
}

function settingsOf(context: ResourceContext, properties: Properties): RestApiSettings {
  const body = bodyOf(properties);
  const name =
    text(properties, "Name") ?? (body === undefined ? undefined : (titleOf(body) ?? context.stackName));
  if (name === undefined) throw badRequest("Property Name or Body is required");
  const endpoint = object(properties, "EndpointConfiguration");
  const parameters = textMap(properties, "Parameters");
  const fromParameters = parameters?.["endpointConfigurationTypes"]?.split(",");
  return {
    name,
    description: text(properties, "Description"),
    endpointTypes: (endpoint === undefined ? undefined : texts(endpoint, "Types")) ?? fromParameters,
    binaryMediaTypes: texts(properties, "BinaryMediaTypes"),
    disableExecuteApiEndpoint: flag(properties, "DisableExecuteApiEndpoint"),
    policy: jsonText(properties, "Policy"),
    tags: tags(properties, context.tags),
  };
}

function bodyOf(properties: Properties): Properties | undefined {
  const value = properties["Body"];
  if (typeof value !== "string") return object(properties, "Body");
  try {
    return JSON.parse(value) as Properties;
  } catch {
    throw badRequest("Body must be a JSON object");
  }
}

const PARAMETERS: ReadonlySet<string> = new Set(["endpointConfigurationTypes", "basepath"]);

function assertSupported(properties: Properties): void {
  const source = text(properties, "ApiKeySourceType") ?? "HEADER";
  if (source !== "HEADER") throw unsupported(`ApiKeySourceType ${source}`);
  const mode = text(properties, "Mode") ?? "overwrite";
  if (mode !== "overwrite") throw unsupported(`Mode ${mode} of AWS::ApiGateway::RestApi`);
  for (const [name, value] of Object.entries(textMap(properties, "Parameters") ?? {})) {
    if (!PARAMETERS.has(name) || (name === "basepath" && value !== "ignore")) {
      throw unsupported(`Parameters.${name} of AWS::ApiGateway::RestApi`);
    }
  }
  const endpoint = object(properties, "EndpointConfiguration");
  const address = endpoint === undefined ? undefined : text(endpoint, "IpAddressType");
  if (address !== undefined && address !== "ipv4") throw unsupported(`IpAddressType ${address}`);
}

function provisioned(api: RestApi): ProvisionedResource {
  return { physicalId: api.id, attributes: { RootResourceId: api.rootResourceId, RestApiId: api.id } };
}
