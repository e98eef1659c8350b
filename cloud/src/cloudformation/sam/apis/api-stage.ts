import type { Value } from "../../../core/ports/resource-provider.ts";
import type { DeploymentContent } from "../../edits/transform-order.ts";
import { isValueMap } from "../../template/value.ts";
import {
  addResource,
  type ExpandedApi,
  type ExpansionContext,
  functionsOf,
  passedOn,
  tagList,
} from "../expansion/expansion-context.ts";
import { resolveParameterRefs } from "../expansion/parameter-refs.ts";
import { isTruthy, namedId } from "../expansion/python.ts";
import { apiReference } from "./routes.ts";

const STAGE_PROPERTIES = [
  "AccessLogSetting",
  "CacheClusterEnabled",
  "CacheClusterSize",
  "CanarySetting",
  "MethodSettings",
  "StageName",
  "TracingEnabled",
  "Variables",
];

type Content = Pick<DeploymentContent, "document" | "domain">;

/**
 * A deployment whose logical id changes with the document, so that every change is deployed, and
 * the stage that shows it; returns the id of the stage. Without OpenApiVersion the deployment makes
 * a stray stage `Stage`.
 */
export function addDeployment(api: ExpandedApi, context: ExpansionContext, content: Content): string {
  const { logicalId, body, properties } = api;
  const version = properties["OpenApiVersion"];
  const digest = context.deploymentDigest({
    ...content,
    edits: api.edits,
    openApiVersion: isTruthy(version) ? String(version) : undefined,
    functionNames: functionNames(api, context),
  });
  const deploymentId = `${logicalId}Deployment${digest.slice(0, 10)}`;
  const stageName = properties["StageName"];
  const stageId = stageIdOf(logicalId, stageName);
  const attributes = passedOn(body);
  addResource(context, logicalId, {
    id: deploymentId,
    type: "AWS::ApiGateway::Deployment",
    attributes,
    properties: {
      Description: `RestApi deployment id: ${digest}`,
      RestApiId: { Ref: logicalId },
      StageName: isTruthy(version) ? undefined : "Stage",
    },
  });
  const copied: Record<string, Value | undefined> = {};
  for (const name of STAGE_PROPERTIES) copied[name] = properties[name];
  addResource(context, logicalId, {
    id: stageId,
    type: "AWS::ApiGateway::Stage",
    attributes,
    properties: {
      ...copied,
      DeploymentId: { Ref: deploymentId },
      RestApiId: { Ref: logicalId },
      Tags: properties["Tags"] === undefined ? undefined : tagList(properties["Tags"]),
    },
  });
  context.aliases.set(`${logicalId}.Deployment`, deploymentId);
  context.aliases.set(`${logicalId}.Stage`, stageId);
  return stageId;
}

export function stageIdOf(apiId: string, stageName: Value | undefined): string {
  const name = typeof stageName === "string" ? stageName : "";
  return /^[\p{L}\p{N}]+$/u.test(name) ? `${apiId}${name}Stage` : namedId(`${apiId}Stage`, name);
}

/** The names of functions behind the API, once for every route: another name deploys again. */
function functionNames({ logicalId }: ExpandedApi, context: ExpansionContext): Value[] {
  return functionsOf(context).flatMap(({ properties }) => {
    const { FunctionName: given, Events: events } = properties;
    const name = resolveParameterRefs(given ?? null, context.parameters);
    if (!isTruthy(name) || !isValueMap(events)) return [];
    const routes = Object.values(events).filter((event) => {
      const own = isValueMap(event) && event["Type"] === "Api" ? event["Properties"] : undefined;
      return isValueMap(own) && apiReference(own, { reference: "RestApiId" }) === logicalId;
    });
    return routes.map(() => name);
  });
}
