import type { Value } from "../../../core/ports/resource-provider.ts";
import type { DocumentEdits } from "../../edits/document-edits.ts";
import { written } from "../../edits/provenance.ts";
import { asWritten } from "../../template/floats.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidDocument, invalidResource } from "../expansion/errors.ts";
import {
  addResource,
  defined,
  type ExpandedApi,
  type ExpansionContext,
  keptOn,
  propagateTags,
} from "../expansion/expansion-context.ts";
import { resolveParameterRefs } from "../expansion/parameter-refs.ts";
import { isTruthy } from "../expansion/python.ts";
import { addApiAuth, addAuthorizerPermissions } from "../swagger/api-auth.ts";
import { wrapConditions } from "../swagger/conditions.ts";
import { addCors } from "../swagger/cors.ts";
import { definitionLocation } from "../swagger/definition-location.ts";
import { assertSwagger, isVersion3 } from "../swagger/document.ts";
import { addGatewayResponses } from "../swagger/gateway-responses.ts";
import { finishOpenApi } from "../swagger/open-api.ts";
import { addModels } from "../swagger/request-models.ts";
import { addDeployment } from "./api-stage.ts";
import { addRestDomain } from "./rest-domain.ts";
import { addUsagePlan } from "./usage-plan.ts";

/** Properties that go to the REST API when they say something. */
const COPIED = [
  "ApiKeySourceType",
  "Description",
  "EndpointAccessMode",
  "FailOnWarnings",
  "Mode",
  "Name",
  "Policy",
  "SecurityPolicy",
];
const TAGGED = new Set([
  "AWS::ApiGateway::ApiKey",
  "AWS::ApiGateway::DomainName",
  "AWS::ApiGateway::DomainNameAccessAssociation",
  "AWS::ApiGateway::DomainNameV2",
  "AWS::ApiGateway::RestApi",
  "AWS::ApiGateway::Stage",
  "AWS::ApiGateway::UsagePlan",
]);
const MEDIA_TYPES = "x-amazon-apigateway-binary-media-types";
const ENDPOINT = "x-amazon-apigateway-endpoint-configuration";

/** AWS::Serverless::Api → REST API, deployment, stage, and what its Auth asks for. */
export function expandApi(api: ExpandedApi, context: ExpansionContext): void {
  checkApi(api);
  const media = resolveParameterRefs(api.properties["BinaryMediaTypes"] ?? null, context.parameters);
  const endpoint = endpointConfiguration(api);
  addCors(api, context);
  addApiAuth(api, context);
  addGatewayResponses(api, context);
  addBinaryMediaTypes(api, media);
  addModels(api, context);
  addEndpointExtension(api);
  finishOpenApi(api);
  wrapConditions(api, context);
  const location = definitionLocation(api.logicalId, api.properties["DefinitionUri"]);
  const copied = COPIED.map((name): [string, Value | undefined] => {
    const value = api.properties[name];
    return [name, isTruthy(value) ? value : undefined];
  });
  addResource(context, api.logicalId, {
    id: api.logicalId,
    type: "AWS::ApiGateway::RestApi",
    attributes: keptOn(api.body),
    properties: {
      ...Object.fromEntries(copied),
      ...endpoint,
      BinaryMediaTypes: media,
      Body: location === undefined ? api.document : undefined,
      BodyS3Location: location,
      MinimumCompressionSize: api.properties["MinimumCompressionSize"],
    },
  });
  const domain = addRestDomain(api, context);
  const stageId = addDeployment(api, context, { document: location ?? api.document ?? {}, domain });
  addAuthorizerPermissions(api, context);
  addUsagePlan(api, context, stageId);
  propagateTags(api, context, TAGGED);
}

function checkApi({ logicalId, properties, document }: ExpandedApi): void {
  if (isTruthy(properties["DefinitionUri"]) && document !== undefined) {
    throw invalidResource(
      logicalId,
      "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.",
    );
  }
  if (isTruthy(properties["DefinitionUri"]) && isTruthy(properties["MergeDefinitions"])) {
    throw invalidResource(logicalId, "Cannot set 'MergeDefinitions' to True when using `DefinitionUri`.");
  }
  const version = properties["OpenApiVersion"];
  if (isTruthy(version) && !/^[2-3](\.\d)(\.\d)?$/.test(String(version))) {
    throw invalidResource(logicalId, "The OpenApiVersion value must be of the format '3.0.0'.");
  }
}

function addBinaryMediaTypes({ document, edits }: ExpandedApi, media: Value): void {
  if (!isTruthy(media) || !isTruthy(document)) return;
  assertSwagger(document);
  edits.step(() => edits.setWritten(document, MEDIA_TYPES, unescaped(media)));
}

/** In settings of API Gateway `~1` stands for `/`. */
function unescaped(value: Value): Value {
  if (typeof value === "string") return value.replaceAll("~1", "/");
  if (Array.isArray(value)) return value.map(unescaped);
  if (!isValueMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, nested]) => [name.replaceAll("~1", "/"), unescaped(nested)]),
  );
}

function addEndpointExtension({ logicalId, properties, document, edits }: ExpandedApi): void {
  const disabled = properties["DisableExecuteApiEndpoint"];
  if (disabled === undefined) return;
  if (!isTruthy(document)) {
    throw invalidResource(
      logicalId,
      "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.",
    );
  }
  assertSwagger(document);
  edits.step(() => {
    if (!isVersion3(asWritten(document, "openapi"))) {
      return disableEndpoint(edits, document, { disabled, where: "" });
    }
    const servers = Array.isArray(document["servers"]) ? document["servers"] : [written({})];
    for (const [index, server] of servers.entries()) {
      disableEndpoint(edits, server, { disabled, where: ` of 'servers[${index}]'` });
    }
    edits.setWritten(document, "servers", servers);
  });
}

interface Endpoint {
  readonly disabled: Value;
  /** Which part of the document, for refusals. */
  readonly where: string;
}

function disableEndpoint(edits: DocumentEdits, part: Value, { disabled, where }: Endpoint): void {
  const refuse = (problem: string) => invalidDocument(`Invalid OpenAPI definition${where}: ${problem}.`);
  if (!isValueMap(part)) throw refuse("It should be a map");
  const given = part[ENDPOINT];
  if (given !== undefined && !isValueMap(given)) throw refuse(`The value of '${ENDPOINT}' should be a map`);
  edits.setWritten(edits.section(part, ENDPOINT, written({})), "disableExecuteApiEndpoint", disabled);
}

function endpointConfiguration({ logicalId, properties }: ExpandedApi): ValueMap {
  const given = properties["EndpointConfiguration"];
  if (!isTruthy(given)) return {};
  if (!isValueMap(given) || !isTruthy(given["Type"])) {
    return {
      EndpointConfiguration: { Types: [given] },
      Parameters: { endpointConfigurationTypes: given },
    };
  }
  const { Type: type, VPCEndpointIds: ids, VpcEndpointIds: others, IpAddressType } = given;
  if (ids !== undefined && others !== undefined) {
    throw invalidResource(
      logicalId,
      "'VPCEndpointIds' and 'VpcEndpointIds' cannot be used together in EndpointConfiguration.",
    );
  }
  return {
    EndpointConfiguration: defined({
      Types: [type],
      VpcEndpointIds: isTruthy(ids) ? ids : others,
      IpAddressType,
    }),
    Parameters: { endpointConfigurationTypes: type },
  };
}
