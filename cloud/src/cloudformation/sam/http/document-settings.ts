import type { Value } from "../../../core/ports/resource-provider.ts";
import { keyStepsOf } from "../../edits/key-steps.ts";
import { type TransformOrder, WRITTEN_ORDER } from "../../edits/transform-order.ts";
import { isValueMap, sameValue, type ValueMap, valueMap } from "../../template/value.ts";
import { type InvalidServerless, invalidDocument, invalidResource } from "../expansion/errors.ts";
import type { ExpandedApi, ExpansionContext } from "../expansion/expansion-context.ts";
import { isTruthy, pythonText, pythonType } from "../expansion/python.ts";
import { isOpenApi } from "../swagger/document.ts";

const CREATED_BY = "httpapi:createdBy";
const TAG_VALUE = "x-amazon-apigateway-tag-value";
const ENDPOINT = "x-amazon-apigateway-endpoint-configuration";

/** Tags go into the document and to the stage; returns the stage's. */
export function addTags(api: ExpandedApi, context: ExpansionContext): Value | undefined {
  const { logicalId, properties, document, edits } = api;
  const given = properties["Tags"];
  if (isTruthy(given) && document === undefined) {
    throw invalidResource(
      logicalId,
      "Tags works only with inline OpenApi specified in the 'DefinitionBody' property.",
    );
  }
  if (isTruthy(given) && !isOpenApi(document)) {
    throw invalidResource(
      logicalId,
      "Unable to add `Tags` because 'DefinitionBody' does not contain a valid OpenApi definition.",
    );
  }
  if (!isOpenApi(document)) return given;
  const own = isValueMap(given) ? given : {};
  const names = orderOfTags(api, context).keysAfter([
    ...keyStepsOf(own),
    { kind: "add", names: [CREATED_BY] },
  ]);
  const tags = valueMap(
    names.map((name) => [name, name === CREATED_BY ? "SAM" : (own[name] ?? "")] as const),
  );
  const known = document["tags"] ?? [];
  if (!Array.isArray(known)) {
    const given = `${pythonText(known, context.textMark)} is a ${pythonType(known, "")} not a list.`;
    throw invalidDocument(`Tags in OpenApi DefinitionBody needs to be a list. ${given}`);
  }
  edits.set(document, "tags", withTags(known, tags));
  return tags;
}

/** The order of Python 2 is that of the API's own tags; with global or handed ones they stand as written. */
function orderOfTags({ body, properties }: ExpandedApi, { order }: ExpansionContext): TransformOrder {
  const own = isValueMap(body["Properties"]) ? body["Properties"]["Tags"] : undefined;
  return own === properties["Tags"] ? order : WRITTEN_ORDER;
}

/** A tag of the document gets its value and keeps the rest; the others come behind. */
function withTags(known: readonly Value[], tags: ValueMap): Value[] {
  const all = [...known];
  for (const [name, value] of Object.entries(tags)) {
    const index = all.findIndex((tag) => isValueMap(tag) && tag["name"] === name);
    const before = all[index];
    if (isValueMap(before)) all[index] = { ...before, [TAG_VALUE]: value };
    else all.push({ name, [TAG_VALUE]: value });
  }
  return all;
}

export function addEndpointConfiguration({ logicalId, properties, document, edits }: ExpandedApi): void {
  const disabled = properties["DisableExecuteApiEndpoint"];
  if (disabled === undefined) return;
  if (document === undefined) {
    throw invalidResource(
      logicalId,
      "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.",
    );
  }
  const servers = Array.isArray(document["servers"]) ? document["servers"] : [{}];
  for (const server of servers) {
    if (!isValueMap(server)) {
      throw invalidDocument("Value of 'servers' item must be a dictionary according to Swagger spec.");
    }
    edits.set(edits.section(server, ENDPOINT), "disableExecuteApiEndpoint", disabled);
  }
  edits.set(document, "servers", servers);
}

/** Name and Description go into the document, which must not say otherwise. */
export function addInfo(api: ExpandedApi): void {
  const { logicalId, properties, edits } = api;
  const refuse = (message: string) => invalidResource(logicalId, message);
  const { Name: name, Description: description } = properties;
  if (isTruthy(name)) {
    const info = infoOf(api, "Name", refuse);
    if (!sameValue(info["title"], { Ref: "AWS::StackName" })) throw refuse(alreadyDefined("Name"));
    edits.set(info, "title", name);
  }
  if (isTruthy(description)) {
    const info = infoOf(api, "Description", refuse);
    if (isTruthy(info["description"])) throw refuse(alreadyDefined("Description"));
    edits.set(info, "description", description);
  }
}

function infoOf(
  { document, edits }: ExpandedApi,
  property: string,
  refuse: (message: string) => InvalidServerless,
): ValueMap {
  if (document !== undefined) return edits.section(document, "info");
  throw refuse(`${property} works only with inline OpenApi specified in the 'DefinitionBody' property.`);
}

function alreadyDefined(property: string): string {
  return `Unable to set ${property} because it is already defined within inline OpenAPI specified in the 'DefinitionBody' property.`;
}
