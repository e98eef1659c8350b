import { isValueMap, type ValueMap } from "../../cloudformation/template/value.ts";
import { functionsOf, localSource } from "./build-functions.ts";
import { readTemplateTree, templatesOf } from "./nested-templates.ts";
import { readTemplate } from "./read-template.ts";

/**
 * Absolute paths of what functions of a project are deployed from as it is: whatever their folders are
 * called (`dist`, `.build`), and wherever they lie, what is in them is what runs.
 */
export async function codeFoldersOf(projectFolder: string): Promise<string[]> {
  const { template } = await readTemplate(projectFolder);
  const all = templatesOf(await readTemplateTree(template, projectFolder));
  const sources = all.flatMap(({ template: one, folder }) =>
    functionsOf(one).flatMap(([, resource]) => {
      const source = localSource(one, resource, folder);
      return source === undefined || isBuilt(resource) ? [] : [source];
    }),
  );
  return [...new Set(sources)].sort();
}

function isBuilt({ Metadata }: ValueMap): boolean {
  return isValueMap(Metadata) && Metadata["BuildMethod"] !== undefined;
}
