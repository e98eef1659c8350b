import { join } from "node:path";
import { readTemplateTree, templatesOf } from "./nested-templates.ts";
import { localSource, type PackagedResource, packagedResources } from "./packaged-resources.ts";
import { readTemplate } from "./read-template.ts";

/**
 * Absolute paths of what functions and layers of a project are deployed from as it is: whatever their
 * folders are called (`dist`, `.build`), and wherever they lie, what is in them is what runs.
 */
export async function codeFoldersOf(projectFolder: string): Promise<string[]> {
  const { template } = await readTemplate(projectFolder);
  const all = templatesOf(await readTemplateTree(template, projectFolder));
  const sources = all.flatMap(({ template: one, folder }) =>
    packagedResources(one).flatMap((part) => foldersOf(part, folder)),
  );
  return [...new Set(sources)].sort();
}

function foldersOf(part: PackagedResource, projectFolder: string): string[] {
  const source = localSource(part, projectFolder);
  if (source === undefined || part.metadata["BuildMethod"] !== undefined) return [];
  if (part.type.kind === "function") return [source];
  // Installed packages are all that a layer of Node.js has.
  return [source, join(source, "nodejs", "node_modules"), join(source, "node_modules")];
}
