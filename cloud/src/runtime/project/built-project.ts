import { join } from "node:path";
import { isValueMap, type ValueMap, valueMap } from "../../cloudformation/template/value.ts";
import { UserError } from "../../core/errors.ts";
import { readTemplateTree, type TemplateTree } from "./nested-templates.ts";
import { readTemplate, readTemplateText } from "./read-template.ts";

/** Where `sam build` leaves what it made. */
const BUILT = [".aws-sam", "build"];

/**
 * Absolute path of the folder with the template that is deployed: the project's, or what `sam build` left in it.
 * @throws UserError when nothing was built there
 */
export function templateFolderOf(folder: string, isBuilt: boolean): string {
  if (!isBuilt) return folder;
  const built = builtFolderOf(folder);
  if (readTemplateText(built) !== undefined) return built;
  throw new UserError(`${folder} has no ${BUILT.join("/")}/template.yaml to take with --built.`, "sam build");
}

export function builtFolderOf(folder: string): string {
  return join(folder, ...BUILT);
}

/** `sam build` takes away what was built before it builds, and writes the template last. */
export function isBeingBuilt(folder: string): boolean {
  return readTemplateText(builtFolderOf(folder)) === undefined;
}

/**
 * The template of a project with those nested in it. What is built needs no build method.
 * @throws UserError when one cannot be read
 */
export async function readProjectTree(folder: string, isBuilt: boolean): Promise<TemplateTree> {
  const source = templateFolderOf(folder, isBuilt);
  const { template } = await readTemplate(source);
  const tree = await readTemplateTree(template, source);
  return isBuilt ? withoutBuildMethods(tree) : tree;
}

function withoutBuildMethods(tree: TemplateTree): TemplateTree {
  const { template, nested } = tree;
  const given = isValueMap(template["Resources"]) ? template["Resources"] : {};
  const resources = Object.entries(given).map(
    ([id, resource]) => [id, withoutBuildMethod(resource)] as const,
  );
  const inner = [...nested].map(
    ([id, { property, ...one }]) => [id, { ...withoutBuildMethods(one), property }] as const,
  );
  return {
    ...tree,
    template: { ...template, Resources: valueMap(resources) },
    nested: new Map(inner),
  };
}

function withoutBuildMethod(resource: ValueMap[string]): ValueMap[string] {
  if (!isValueMap(resource) || !isValueMap(resource["Metadata"])) return resource;
  const { BuildMethod: _method, BuildProperties: _properties, ...metadata } = resource["Metadata"];
  return { ...resource, Metadata: metadata };
}
