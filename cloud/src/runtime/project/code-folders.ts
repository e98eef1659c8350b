import { join, resolve } from "node:path";
import { builtFolderOf, isBeingBuilt, readProjectTree } from "./built-project.ts";
import { definitionFilesOf } from "./definition-files.ts";
import { templatesOf } from "./nested-templates.ts";
import { localSource, type PackagedResource, packagedResources } from "./packaged-resources.ts";
import { samConfigFile } from "./samconfig.ts";

/**
 * Absolute paths of what functions and layers of a project are deployed from as it is: whatever their
 * folders are called (`dist`, `.build`), and wherever they lie, what is in them is what runs. Of a project
 * that is taken as it was built also its other files that are read then.
 */
export async function codeFoldersOf(project: string, isBuilt = false): Promise<string[]> {
  const own = isBuilt ? [builtFolderOf(project), samConfigFile(project) ?? []].flat() : [];
  if (isBuilt && isBeingBuilt(project)) return own;
  const all = templatesOf(await readProjectTree(project, isBuilt));
  const sources = all.flatMap(({ template, folder }) => [
    ...packagedResources(template).flatMap((part) => foldersOf(part, folder)),
    ...(isBuilt ? definitionFilesOf(template).map(({ path }) => resolve(folder, path)) : []),
  ]);
  return [...new Set([...own, ...sources])].sort();
}

function foldersOf(part: PackagedResource, projectFolder: string): string[] {
  const source = localSource(part, projectFolder);
  if (source === undefined || part.metadata["BuildMethod"] !== undefined) return [];
  if (part.type.kind === "function") return [source];
  // Installed packages are all that a layer of Node.js has.
  return [source, join(source, "nodejs", "node_modules"), join(source, "node_modules")];
}
