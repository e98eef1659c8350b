import { resolve } from "node:path";
import { isInclude } from "../../cloudformation/engine/includes.ts";
import { parseTemplateText } from "../../cloudformation/template/parse.ts";
import { isValueMap, type ValueMap, valueMap } from "../../cloudformation/template/value.ts";
import { AwsError } from "../../core/errors.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import { definitionFilesOf } from "./definition-files.ts";
import { readRegularFile } from "./read-regular-file.ts";

/**
 * The template with what its snippets of `AWS::Include` and its API documents say in their place, as far as
 * they are files of the project: so far it can be looked at before anything is uploaded. What lies in S3, is
 * missing or cannot be read adds nothing; the deployment says so.
 * @param folder paths are relative to it
 */
export async function withLocalSnippets(template: ValueMap, folder: string): Promise<ValueMap> {
  const { Transform: given } = template;
  const top = (Array.isArray(given) ? given : [given]).filter((entry) => entry !== undefined);
  let whole = template;
  for (const entry of top.filter(isInclude)) whole = { ...whole, ...(await snippetOf(entry, folder)) };
  const included = await withSnippets(await withDocuments(whole, folder), folder);
  return isValueMap(included) ? included : whole;
}

/** Properties that hold a document itself, by those that hold its place. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  DefinitionUri: "DefinitionBody",
  BodyS3Location: "Body",
};

async function withDocuments(template: ValueMap, folder: string): Promise<ValueMap> {
  const resources = {
    ...(isValueMap(template["Resources"] ?? null) ? (template["Resources"] as ValueMap) : {}),
  };
  for (const { logicalId, resource, properties, name, path } of definitionFilesOf(template)) {
    const document = await contentOf(path, folder);
    const { [name]: _place, ...others } = properties;
    if (Object.keys(document).length === 0) continue;
    resources[logicalId] = { ...resource, Properties: { ...others, [DOCUMENTS[name] ?? name]: document } };
  }
  return template["Resources"] === undefined ? template : { ...template, Resources: resources };
}

async function withSnippets(value: Value, folder: string): Promise<Value> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => withSnippets(item, folder)));
  if (!isValueMap(value)) return value;
  const members: [string, Value][] = [];
  for (const [name, nested] of Object.entries(value)) {
    if (name === "Fn::Transform" && isInclude(nested)) {
      members.push(...Object.entries(await snippetOf(nested, folder)));
    } else members.push([name, await withSnippets(nested, folder)]);
  }
  return valueMap(members);
}

async function snippetOf({ Parameters: given }: ValueMap, folder: string): Promise<ValueMap> {
  const location = isValueMap(given ?? null) ? (given as ValueMap)["Location"] : undefined;
  if (typeof location !== "string" || location.startsWith("s3://")) return {};
  return contentOf(location, folder);
}

/** Nothing of a file that is missing or cannot be read. */
async function contentOf(path: string, folder: string): Promise<ValueMap> {
  try {
    return await parseTemplateText(readRegularFile(resolve(folder, path))?.toString("utf8") ?? "{}");
  } catch (error) {
    if (error instanceof AwsError) return {};
    throw error;
  }
}
