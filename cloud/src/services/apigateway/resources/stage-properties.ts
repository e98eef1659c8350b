import { unsupported } from "../../../core/errors.ts";
import type { Properties, PropertySchema } from "../../../core/ports/resource-provider.ts";
import type { AccessLogSettings, MethodSetting } from "../rest/control/model/stage.ts";
import type { StageInput } from "../rest/control/stages/stages.ts";
import { flag, number, object, objects, requiredText, text, textMap } from "./properties.ts";

const METHOD_SETTING: { readonly [name: string]: PropertySchema } = {
  DataTraceEnabled: true,
  LoggingLevel: true,
  MetricsEnabled: true,
  ThrottlingBurstLimit: true,
  ThrottlingRateLimit: true,
};

/** Properties that AWS::ApiGateway::Stage and a deployment's StageDescription have in common. */
export const STAGE_SCHEMA: { readonly [name: string]: PropertySchema } = {
  AccessLogSetting: { DestinationArn: true, Format: true },
  CacheClusterEnabled: true,
  Description: true,
  MethodSettings: { ...METHOD_SETTING, HttpMethod: true, ResourcePath: true },
  Tags: { Key: true, Value: true },
  TracingEnabled: true,
  Variables: { "*": true },
};

/** A deployment says settings of all methods without a list as well. */
export const STAGE_DESCRIPTION_SCHEMA: PropertySchema = { ...STAGE_SCHEMA, ...METHOD_SETTING };

export type StageSettings = Omit<StageInput, "restApiId" | "stageName" | "deploymentId" | "tags">;

export function stageSettings(properties: Properties): StageSettings {
  if (flag(properties, "CacheClusterEnabled") === true)
    throw unsupported("CacheClusterEnabled (response caching)");
  const settings: Record<string, MethodSetting> = {};
  for (const item of objects(properties, "MethodSettings")) settings[settingKey(item)] = methodSetting(item);
  return {
    description: text(properties, "Description"),
    variables: textMap(properties, "Variables"),
    methodSettings: settings,
    accessLogSettings: accessLog(object(properties, "AccessLogSetting")),
    tracingEnabled: flag(properties, "TracingEnabled"),
  };
}

/**
 * What a deployment says of its stage: what `MethodSettings` say of all methods counts for more than what
 * stands beside them.
 */
export function describedStageSettings(properties: Properties): StageSettings {
  const settings = stageSettings(properties);
  const ofAll = methodSetting(properties);
  if (Object.keys(ofAll).length === 0) return settings;
  const { [ALL_METHODS]: listed, ...others } = settings.methodSettings ?? {};
  return { ...settings, methodSettings: { ...others, [ALL_METHODS]: { ...ofAll, ...listed } } };
}

const ALL_METHODS = "*/*";

/** CloudFormation writes the path as `/~1orders~1new` or plainly; both mean the same resource. */
function settingKey(item: Properties): string {
  const method = text(item, "HttpMethod") ?? "*";
  const path = text(item, "ResourcePath") ?? "*";
  if (path === "/*" || path === "*") return `*/${method}`;
  const plain = path.replaceAll("~1", "/").replace(/^\/+/, "");
  return `${plain.replaceAll("/", "~1")}/${method}`;
}

function methodSetting(item: Properties): MethodSetting {
  const rate = number(item, "ThrottlingRateLimit");
  const burst = number(item, "ThrottlingBurstLimit");
  const metrics = flag(item, "MetricsEnabled");
  const logging = text(item, "LoggingLevel");
  const trace = flag(item, "DataTraceEnabled");
  return {
    ...(rate === undefined ? {} : { throttlingRateLimit: rate }),
    ...(burst === undefined ? {} : { throttlingBurstLimit: burst }),
    ...(metrics === undefined ? {} : { metricsEnabled: metrics }),
    ...(logging === undefined ? {} : { loggingLevel: logging }),
    ...(trace === undefined ? {} : { dataTraceEnabled: trace }),
  };
}

function accessLog(properties: Properties | undefined): AccessLogSettings | undefined {
  if (properties === undefined || text(properties, "DestinationArn") === undefined) return undefined;
  return {
    destinationArn: requiredText(properties, "DestinationArn").replace(/:\*$/, ""),
    format: requiredText(properties, "Format"),
  };
}
