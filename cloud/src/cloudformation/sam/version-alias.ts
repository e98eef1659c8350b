import { createHash } from "node:crypto";
import type { Value } from "../../core/ports/resource-provider.ts";
import { canonicalJson, type ValueMap } from "../template/value.ts";
import { type Draft, defined, passedOn, type ServerlessResource } from "./draft.ts";
import { invalidResource } from "./errors.ts";
import type { FunctionTarget } from "./function-target.ts";
import { resolveParameterRefs } from "./parameter-refs.ts";

/** First characters of the SHA-1 that makes a new logical id whenever `content` changes. */
function shortHash(content: string): string {
  return hash(content).slice(0, 10);
}

/** A name as part of a logical id: itself when it may stand there, else its hash. */
export function idPart(name: string): string {
  return /^[A-Za-z0-9]+$/.test(name) ? name : shortHash(name);
}

export function hash(content: string): string {
  return createHash("sha1").update(content).digest("hex");
}

/** With AutoPublishAlias: a version for this code and an alias that points at it. */
export function publishAlias(
  resource: ServerlessResource,
  { draft, code }: { readonly draft: Draft; readonly code: ValueMap },
): FunctionTarget {
  const { logicalId, body, properties } = resource;
  if (properties["AutoPublishAlias"] === undefined) {
    return {
      ...resource,
      name: { Ref: logicalId },
      arn: { "Fn::GetAtt": [logicalId, "Arn"] },
      arnVariable: `${logicalId}.Arn`,
    };
  }
  const alias = aliasName(resource, draft);
  const content = canonicalJson(resolveParameterRefs(code, draft.parameters));
  const versionId = `${logicalId}Version${shortHash(content)}`;
  const aliasId = `${logicalId}Alias${alias}`;
  draft.resources.set(versionId, {
    Type: "AWS::Lambda::Version",
    ...passedOn(body),
    DeletionPolicy: body["DeletionPolicy"] ?? "Retain",
    Properties: defined({
      FunctionName: { Ref: logicalId },
      Description: properties["VersionDescription"],
    }),
  });
  draft.resources.set(aliasId, {
    Type: "AWS::Lambda::Alias",
    ...passedOn(body),
    Properties: {
      Name: alias,
      FunctionName: { Ref: logicalId },
      FunctionVersion: { "Fn::GetAtt": [versionId, "Version"] },
    },
  });
  draft.aliases.set(`${logicalId}.Version`, versionId);
  draft.aliases.set(`${logicalId}.Alias`, aliasId);
  const reference: Value = { Ref: aliasId };
  return { ...resource, name: reference, arn: reference, arnVariable: aliasId };
}

function aliasName({ logicalId, properties }: ServerlessResource, draft: Draft): string {
  const name = resolveParameterRefs(properties["AutoPublishAlias"] ?? "", draft.parameters);
  if (typeof name !== "string") {
    throw invalidResource(logicalId, "'AutoPublishAlias' must be a string or a Ref to a template parameter");
  }
  return name;
}
