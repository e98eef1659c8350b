import { dirname, resolve } from "node:path";
import { isValueMap, type ValueMap } from "../../cloudformation/template/value.ts";
import { UserError } from "../../core/errors.ts";
import { readTemplateFile } from "./read-template.ts";

/** Properties that hold the place of a template, by type. */
const PLACES: ReadonlyMap<unknown, string> = new Map([
  ["AWS::CloudFormation::Stack", "TemplateURL"],
  ["AWS::Serverless::Application", "Location"],
]);

/** A folder's template with those below it. */
export interface TemplateTree {
  readonly template: ValueMap;
  /** Absolute path; paths in the template are relative to it. */
  readonly folder: string;
  /** By logical id. */
  readonly nested: ReadonlyMap<string, TemplateTree & { readonly property: string }>;
}

/**
 * Reads the local templates that nested stacks and applications name, all the way down.
 * @throws UserError when one is missing, or names itself
 */
export async function readTemplateTree(
  template: ValueMap,
  folder: string,
  above: readonly string[] = [],
): Promise<TemplateTree> {
  const nested = new Map<string, TemplateTree & { readonly property: string }>();
  for (const { logicalId, property, path } of localTemplatesOf(template)) {
    const file = resolve(folder, path);
    if (above.includes(file)) throw new UserError(`${logicalId}: ${file} is nested in itself.`);
    const inner = await readTemplateFile(file);
    if (inner === undefined) {
      throw new UserError(`${logicalId}: ${property} points at ${file}, which does not exist.`);
    }
    const tree = await readTemplateTree(inner, dirname(file), [...above, file]);
    nested.set(logicalId, { ...tree, property });
  }
  return { template, folder, nested };
}

/** Every template of a tree with the logical ids that lead to it, the first one with none. */
export function templatesOf(
  tree: TemplateTree,
  path: readonly string[] = [],
): (TemplateTree & { readonly path: readonly string[] })[] {
  return [
    { ...tree, path },
    ...[...tree.nested].flatMap(([logicalId, inner]) => templatesOf(inner, [...path, logicalId])),
  ];
}

function localTemplatesOf({ Resources }: ValueMap) {
  return Object.entries(isValueMap(Resources) ? Resources : {}).flatMap(([logicalId, resource]) => {
    const property = isValueMap(resource) ? PLACES.get(resource["Type"]) : undefined;
    const properties = isValueMap(resource) ? resource["Properties"] : undefined;
    const path = property !== undefined && isValueMap(properties) ? properties[property] : undefined;
    if (property === undefined || typeof path !== "string" || /^(?:https?|s3):\/\//.test(path)) return [];
    return [{ logicalId, property, path }];
  });
}
