import { join } from "node:path";
import { isValueMap, type ValueMap, valueMap } from "../../cloudformation/template/value.ts";
import { UserError } from "../../core/errors.ts";
import { readTemplateTree, type TemplateTree } from "./nested-templates.ts";
import { projectFolderOf } from "./project-path.ts";
import { readTemplate, readTemplateText } from "./read-template.ts";

/** Where `sam build` leaves what it made. */
const BUILT = [".aws-sam", "build"];

/**
 * What is deployed: the project, or the folder that `sam build` left in it.
 * @throws UserError when nothing was built there
 */
export function deployedProjectOf(project: string, isBuilt: boolean): string {
  if (!isBuilt) return project;
  const built = builtFolderOf(project);
  if (readTemplateText(built) !== undefined) return built;
  throw new UserError(
    `${projectFolderOf(project)} has no ${BUILT.join("/")}/template.yaml to take with --built.`,
    "sam build",
  );
}

export function builtFolderOf(project: string): string {
  return join(projectFolderOf(project), ...BUILT);
}

/** `sam build` takes away what was built before it builds, and writes the template last. */
export function isBeingBuilt(project: string): boolean {
  return readTemplateText(builtFolderOf(project)) === undefined;
}

/**
 * The template of a project with those nested in it. What is built needs no build method.
 * @throws UserError when one cannot be read
 */
export async function readProjectTree(project: string, isBuilt: boolean): Promise<TemplateTree> {
  const source = deployedProjectOf(project, isBuilt);
  const { template } = await readTemplate(source);
  const tree = await readTemplateTree(template, projectFolderOf(source));
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
