import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { stageIdOf } from "../apis/api-stage.ts";
import { invalidResource } from "../expansion/errors.ts";
import {
  addResource,
  type ExpandedApi,
  type ExpansionContext,
  keptOn,
  passedOn,
} from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { addAuthorizerPermission } from "../swagger/api-auth.ts";
import { wrapConditions } from "../swagger/conditions.ts";
import { definitionLocation } from "../swagger/definition-location.ts";
import { pathsOf } from "../swagger/document.ts";
import { addHttpAuth, readHttpAuth } from "./api-auth.ts";
import { readHttpAuthorizers } from "./authorizers.ts";
import { addHttpCors } from "./cors.ts";
import { addEndpointConfiguration, addInfo, addTags } from "./document-settings.ts";
import { addHttpDomain } from "./http-domain.ts";

const DEFAULT_STAGE = "$default";
const STAGE_PROPERTIES = ["AccessLogSettings", "DefaultRouteSettings", "RouteSettings", "StageVariables"];

/** AWS::Serverless::HttpApi → API and the stage that deploys itself. */
export function expandHttpApi(api: ExpandedApi, context: ExpansionContext): void {
  const { logicalId, properties, body, document } = api;
  const { DefinitionUri: uri, FailOnWarnings: failOnWarnings } = properties;
  if (isTruthy(uri) && document !== undefined) {
    throw invalidResource(
      logicalId,
      "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.",
    );
  }
  addHttpCors(api, context);
  addHttpAuth(api);
  const tags = addTags(api, context);
  addEndpointConfiguration(api);
  addInfo(api);
  if (isTruthy(failOnWarnings) && document !== undefined) renameDefaultPath(api, document);
  wrapConditions(api, context);
  const location = definitionLocation(logicalId, uri);
  if (location === undefined && !isTruthy(document)) {
    throw invalidResource(
      logicalId,
      "'DefinitionUri' or 'DefinitionBody' are required properties of an 'AWS::Serverless::HttpApi'. Add a value for one of these properties or add a 'HttpApi' event to an 'AWS::Serverless::Function'.",
    );
  }
  addResource(context, logicalId, {
    id: logicalId,
    type: "AWS::ApiGatewayV2::Api",
    attributes: keptOn(body),
    properties: {
      Body: location === undefined ? document : undefined,
      BodyS3Location: location,
      FailOnWarnings: isTruthy(failOnWarnings) ? failOnWarnings : undefined,
    },
  });
  addPermissions(api, context);
  addHttpDomain(api, context, tags);
  addStage(api, context, tags);
}

/** With FailOnWarnings API Gateway takes the default route by a path that starts with a slash. */
function renameDefaultPath({ edits, routeConditions }: ExpandedApi, document: ValueMap): void {
  const paths = pathsOf(document);
  const item = paths[DEFAULT_STAGE];
  if (item === undefined) return;
  edits.delete(paths, DEFAULT_STAGE);
  edits.set(paths, `/${DEFAULT_STAGE}`, item);
  for (const method of Object.keys(isValueMap(item) ? item : {})) {
    routeConditions.set(`${method} /${DEFAULT_STAGE}`, routeConditions.get(`${method} ${DEFAULT_STAGE}`));
  }
}

function addPermissions(api: ExpandedApi, context: ExpansionContext): void {
  const { logicalId, body } = api;
  const auth = readHttpAuth(api);
  for (const [name, { permittedFunction }] of readHttpAuthorizers(logicalId, auth)) {
    if (!isTruthy(permittedFunction)) continue;
    const partition = "${AWS::Partition}";
    addAuthorizerPermission(context, logicalId, { name, body, functionArn: permittedFunction, partition });
  }
}

function addStage(
  { logicalId, body, properties }: ExpandedApi,
  context: ExpansionContext,
  tags: Value | undefined,
): void {
  const name = isTruthy(properties["StageName"]) ? properties["StageName"] : DEFAULT_STAGE;
  const id = name === DEFAULT_STAGE ? `${logicalId}ApiGatewayDefaultStage` : stageIdOf(logicalId, name);
  const copied = STAGE_PROPERTIES.map((property) => [property, properties[property]]);
  addResource(context, logicalId, {
    id,
    type: "AWS::ApiGatewayV2::Stage",
    attributes: passedOn(body),
    properties: {
      ...Object.fromEntries(copied),
      ApiId: { Ref: logicalId },
      AutoDeploy: true,
      StageName: name,
      Tags: tags,
    },
  });
  context.aliases.set(`${logicalId}.Stage`, id);
}
