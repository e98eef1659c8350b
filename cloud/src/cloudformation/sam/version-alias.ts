import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap } from "../template/value.ts";
import { invalidResource } from "./expansion/errors.ts";
import {
  addResource,
  type ExpansionContext,
  passedOn,
  type ServerlessResource,
} from "./expansion/expansion-context.ts";
import { resolveParameterRefs } from "./expansion/parameter-refs.ts";
import { hashedId, isTruthy } from "./expansion/python.ts";
import { referredId } from "./expansion/values.ts";

const ALIAS_NAME = /^(?![0-9]+$)[a-zA-Z0-9\-_]+$/;

export interface PublishedAlias {
  readonly id: string;
  readonly name: string;
}

/** With AutoPublishAlias: a version for this state of the function and an alias that points at it. */
export function publishAlias(
  resource: ServerlessResource,
  context: ExpansionContext,
  written: ValueMap,
): PublishedAlias {
  const { logicalId, body, properties } = resource;
  const name = aliasName(resource, context);
  const versionId = versionIdOf(resource, context, written);
  const id = `${logicalId}Alias${name.replaceAll("-", "D").replaceAll("_", "U")}`;
  addResource(context, logicalId, {
    id: versionId,
    type: "AWS::Lambda::Version",
    attributes: {
      DeletionPolicy: properties["VersionDeletionPolicy"] ?? "Retain",
      ...passedOn(body),
    },
    properties: { FunctionName: { Ref: logicalId }, Description: properties["VersionDescription"] },
  });
  addResource(context, logicalId, {
    id,
    type: "AWS::Lambda::Alias",
    attributes: passedOn(body),
    properties: {
      Name: name,
      FunctionName: { Ref: logicalId },
      FunctionVersion: { "Fn::GetAtt": [versionId, "Version"] },
      ProvisionedConcurrencyConfig: isTruthy(properties["ProvisionedConcurrencyConfig"])
        ? properties["ProvisionedConcurrencyConfig"]
        : undefined,
    },
  });
  context.aliases.set(`${logicalId}.Version`, versionId);
  context.aliases.set(`${logicalId}.Alias`, id);
  return { id, name };
}

function aliasName({ logicalId, properties }: ServerlessResource, context: ExpansionContext): string {
  const name = resolveParameterRefs(properties["AutoPublishAlias"] ?? "", context.parameters);
  if (typeof name !== "string") {
    throw invalidResource(logicalId, "'AutoPublishAlias' must be a string or a Ref to a template parameter");
  }
  if (name === "") throw invalidResource(logicalId, "Alias name is required to create an alias");
  if (!ALIAS_NAME.test(name)) {
    throw invalidResource(
      logicalId,
      `AutoPublishAlias name ('${name}') must contain only alphanumeric characters, hyphens, or underscores matching (?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern.`,
    );
  }
  return name;
}

/** The hash of a given one, when there is: then only another one makes a new version. */
export function codeHash(
  { logicalId, properties }: ServerlessResource,
  context: ExpansionContext,
): string | undefined {
  const given = properties["AutoPublishCodeSha256"];
  if (!isTruthy(given)) return undefined;
  const hash = resolveParameterRefs(given, context.parameters);
  if (typeof hash === "string") return hash;
  throw invalidResource(logicalId, "AutoPublishCodeSha256 must be a string");
}

function versionIdOf(resource: ServerlessResource, context: ExpansionContext, written: ValueMap): string {
  const prefix = `${resource.logicalId}Version`;
  const hash = codeHash(resource, context);
  if (hash !== undefined) return prefix + hash.slice(0, 10);
  const content =
    resource.properties["AutoPublishAliasAllProperties"] === true
      ? { ...written, ...publishedLayers(written["Layers"], context) }
      : codeAndSettings(written);
  return hashedId(prefix, content);
}

function codeAndSettings({ Code, Environment, MemorySize, SnapStart }: ValueMap): ValueMap {
  const mode = isValueMap(SnapStart) ? (member(SnapStart, "ApplyOn") ?? "None") : "None";
  return {
    ...(isValueMap(Code) ? Code : {}),
    ...(isValueMap(Environment) ? Environment : {}),
    ...(isTruthy(MemorySize) ? { MemorySize } : {}),
    ...(mode === "None" || SnapStart === undefined ? {} : { SnapStart }),
  };
}

/** Layers whose own change is to make a new version of the function. */
function publishedLayers(layers: Value | undefined, context: ExpansionContext): ValueMap {
  const found: ValueMap = {};
  for (const layer of Array.isArray(layers) ? layers : []) {
    const id = referredId(layer);
    const properties = id === undefined ? undefined : context.serverless.get(id)?.properties;
    if (id !== undefined && properties?.["PublishLambdaVersion"] === true) found[id] = properties;
  }
  return found;
}
