import { statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Names of a template that `sam` takes by itself, in its order. */
const TEMPLATE_NAMES = ["template.yaml", "template.yml", "template.json"];

/**
 * A project is told apart by the absolute path of its folder, or of its template where that has a name of
 * its own.
 * @returns the folder of either
 */
export function projectFolderOf(project: string): string {
  return isFile(project) ? dirname(project) : project;
}

/** Absolute paths of the files that may be the template of a project; the first that exists is. */
export function templateFilesOf(project: string): readonly string[] {
  return isFile(project) ? [project] : TEMPLATE_NAMES.map((name) => join(project, name));
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
