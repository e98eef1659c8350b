import { relative, resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { projectAt } from "../../runtime/project/find-project.ts";
import { projectFolderOf } from "../../runtime/project/project-path.ts";
import { readTemplate } from "../../runtime/project/read-template.ts";
import { readSamConfig, samConfigFile } from "../../runtime/project/samconfig.ts";

/** One folder with a template, as `sam` deploys it. */
export interface SamFolder {
  readonly folder: string;
  /** From the folder; undefined where `sam` takes it by itself. */
  readonly templateFile: string | undefined;
  readonly stackName: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Names of the parameters that the template has. */
  readonly declared: readonly string[];
  readonly capabilities: readonly string[];
  /** Whether the template makes a user pool. */
  readonly hasUserPool: boolean;
  /** Whether `samconfig.toml` says where packages go. */
  readonly hasConfig: boolean;
}

/**
 * Reads the folders in their order. Parameters of the command line win over `samconfig.toml` and go
 * to whichever template declares them.
 */
export async function readSamFolders(
  folders: readonly string[],
  given: Readonly<Record<string, string>>,
  workingFolder: string,
): Promise<readonly SamFolder[]> {
  if (folders.length === 0) {
    throw new UserError("There is nothing to deploy.", "npx portcullis deploy <folder with a template>");
  }
  const unknown = new Set(Object.keys(given));
  const read: SamFolder[] = [];
  for (const name of folders) {
    const project = await projectAt(resolve(workingFolder, name));
    const folder = projectFolderOf(project);
    const { file, template } = await readTemplate(project);
    const names = namesIn(template, "Parameters");
    const taken = Object.entries(given).filter(([key]) => names.includes(key));
    for (const [key] of taken) unknown.delete(key);
    const { stackName, parameters, capabilities } = await readSamConfig(project);
    read.push({
      folder,
      templateFile: project === folder ? undefined : relative(folder, file),
      stackName,
      parameters: { ...parameters, ...Object.fromEntries(taken) },
      declared: names,
      capabilities,
      hasUserPool: hasResource(template, "AWS::Cognito::UserPool"),
      hasConfig: samConfigFile(folder) !== undefined,
    });
  }
  const [first] = unknown;
  if (first !== undefined) throw new UserError(`No template declares the parameter ${first}.`);
  return read;
}

function namesIn(template: object, section: string): readonly string[] {
  const declared = (template as Readonly<Record<string, unknown>>)[section];
  return typeof declared === "object" && declared !== null ? Object.keys(declared) : [];
}

function hasResource(template: object, type: string): boolean {
  const resources = Object.values((template as { readonly Resources?: object }).Resources ?? {});
  return resources.some((resource) => (resource as { readonly Type?: unknown } | null)?.Type === type);
}
