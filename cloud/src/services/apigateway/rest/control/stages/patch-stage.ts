import { type AwsError, unsupported } from "../../../../../core/errors.ts";
import { badRequest } from "../model/errors.ts";
import type { Patch } from "../model/patch.ts";
import type { MethodSetting, Stage } from "../model/stage.ts";

type Setting = (value: string) => MethodSetting;

/** Patch path below `/<resource>/<method>/` → the setting it changes. */
const SETTINGS: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  ["throttling/rateLimit", (value) => ({ throttlingRateLimit: numeric(value) })],
  ["throttling/burstLimit", (value) => ({ throttlingBurstLimit: numeric(value) })],
  ["metrics/enabled", (value) => ({ metricsEnabled: value === "true" })],
  ["logging/loglevel", (value) => ({ loggingLevel: value })],
  ["logging/dataTrace", (value) => ({ dataTraceEnabled: value === "true" })],
]);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export function patchStage(stage: Stage, patch: Patch): Stage {
  const { op, path, value } = patch;
  if (path.startsWith("/variables/")) return patchVariable(stage, patch);
  if (path.startsWith("/accessLogSettings")) return patchAccessLog(stage, patch);
  if (op === "remove") return withoutSetting(stage, path);
  if (op === "replace") {
    if (path === "/description") return { ...stage, description: value };
    if (path === "/deploymentId") return { ...stage, deploymentId: value };
    if (path === "/tracingEnabled") return { ...stage, tracingEnabled: value === "true" };
    const changed = patchSetting(stage, patch);
    if (changed !== undefined) return changed;
  }
  throw unsupported(`The patch ${op} ${path} of apigateway:UpdateStage`);
}

function patchVariable(stage: Stage, { op, path, value }: Patch): Stage {
  const name = path.slice("/variables/".length);
  const known = Object.entries(stage.variables ?? {});
  const others = known.filter(([other]) => other !== name);
  if (op === "remove") {
    if (others.length === known.length) throw nothingToRemove(`stage variable ${name}`);
    return { ...stage, variables: Object.fromEntries(others) };
  }
  return { ...stage, variables: Object.fromEntries([...others, [name, value]]) };
}

function patchAccessLog(stage: Stage, { op, path, value }: Patch): Stage {
  if (op === "remove") {
    const { accessLogSettings: removed, ...rest } = stage;
    if (removed === undefined) throw nothingToRemove("accessLogSettings");
    return rest;
  }
  const known = stage.accessLogSettings ?? { destinationArn: "", format: "$context.requestId" };
  if (path === "/accessLogSettings/destinationArn") {
    return { ...stage, accessLogSettings: { ...known, destinationArn: value } };
  }
  if (path === "/accessLogSettings/format")
    return { ...stage, accessLogSettings: { ...known, format: value } };
  throw unsupported(`The patch ${op} ${path} of apigateway:UpdateStage`);
}

/** Recorded of method settings alone; nothing else that is not there can be removed either. */
function nothingToRemove(what: string): AwsError {
  return badRequest(`Cannot remove ${what} because this stage does not have it`);
}

/** `/*\/*` or `/~1orders/POST`: only all settings of a method can be removed. */
function withoutSetting(stage: Stage, path: string): Stage {
  const [, resource = "", ...rest] = path.split("/");
  const key = `${resource.replace(/^~1/, "")}/${rest.join("/")}`;
  if (rest.length === 0) throw unsupported(`The patch remove ${path} of apigateway:UpdateStage`);
  const { [key]: removed, ...methodSettings } = stage.methodSettings;
  if (removed !== undefined) return { ...stage, methodSettings };
  throw badRequest(
    `Cannot remove method setting ${path.slice(1)} because there is no method setting for this method `,
  );
}

function patchSetting(stage: Stage, { path, value }: Patch): Stage | undefined {
  const [, resource, method, ...rest] = path.split("/");
  const setting = SETTINGS.get(rest.join("/"));
  if (setting === undefined || resource === undefined || method === undefined) return undefined;
  // `/~1orders~1new/POST/…` and the key both name the path without its first slash.
  const key = `${resource.replace(/^~1/, "")}/${method}`;
  const settings = { ...stage.methodSettings[key], ...setting(value) };
  return { ...stage, methodSettings: { ...stage.methodSettings, [key]: settings } };
}

function numeric(value: string): number {
  const parsed = Number(value);
  if (value === "" || Number.isNaN(parsed)) throw badRequest("Invalid throttling value specified");
  return parsed;
}
