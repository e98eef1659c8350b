import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../template/value.ts";
import { type ApiDraft, type Draft, functionsOf, make, passedOn, tagList } from "./draft.ts";
import { resolveParameterRefs } from "./parameter-refs.ts";
import { isTruthy, namedId } from "./python.ts";
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

/**
 * A deployment whose logical id changes with the document, so that every change is deployed, and
 * the stage that shows it; answers the id of the stage. Without OpenApiVersion the deployment makes
 * a stray stage `Stage`.
 */
export function addDeployment(api: ApiDraft, draft: Draft, document: ValueMap): string {
  const { logicalId, body, properties } = api;
  const version = properties["OpenApiVersion"];
  const digest = draft.deploymentDigest({
    document,
    edits: api.edits,
    openApiVersion: isTruthy(version) ? String(version) : undefined,
    functionNames: functionNames(api, draft),
  });
  const deploymentId = `${logicalId}Deployment${digest.slice(0, 10)}`;
  const stageName = properties["StageName"];
  const stageId = stageIdOf(logicalId, stageName);
  const attributes = passedOn(body);
  make(draft, logicalId, {
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
  make(draft, logicalId, {
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
  draft.aliases.set(`${logicalId}.Deployment`, deploymentId);
  draft.aliases.set(`${logicalId}.Stage`, stageId);
  return stageId;
}

export function stageIdOf(apiId: string, stageName: Value | undefined): string {
  const name = typeof stageName === "string" ? stageName : "";
  return /^[\p{L}\p{N}]+$/u.test(name) ? `${apiId}${name}Stage` : namedId(`${apiId}Stage`, name);
}

/** The names of functions behind the API, once for every route: another name deploys again. */
function functionNames({ logicalId }: ApiDraft, draft: Draft): Value[] {
  return functionsOf(draft).flatMap(({ properties }) => {
    const { FunctionName: given, Events: events } = properties;
    const name = resolveParameterRefs(given ?? null, draft.parameters);
    if (!isTruthy(name) || !isValueMap(events)) return [];
    const routes = Object.values(events).filter((event) => {
      const own = isValueMap(event) && event["Type"] === "Api" ? event["Properties"] : undefined;
      return isValueMap(own) && apiReference(own, { reference: "RestApiId" }) === logicalId;
    });
    return routes.map(() => name);
  });
}
