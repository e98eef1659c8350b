import { type AppAddress, appParameters } from "../../runtime/project/app-parameters.ts";
import type { ProjectApp } from "../../runtime/project/project-app.ts";
import type { SamFolder } from "./sam-folder.ts";

interface Served {
  readonly app: ProjectApp | undefined;
  /** Undefined on AWS, where no app is served. */
  readonly address: AppAddress | undefined;
  /** Parameters of the command line: they stand over all others. */
  readonly chosen: Readonly<Record<string, string>>;
}

/**
 * The folders with the parameters that name the app's address, as `up` gives them: at another port
 * than samconfig.toml names, the app would be refused by the API that was just deployed.
 */
export function forAppAddress(
  folders: readonly SamFolder[],
  { app, address, chosen }: Served,
): readonly SamFolder[] {
  if (app === undefined || address === undefined) return folders;
  const named = Object.entries(appParameters(app, address)).filter(([name]) => !Object.hasOwn(chosen, name));
  return folders.map((folder) => {
    const own = named.filter(([name]) => folder.declared.includes(name));
    return { ...folder, parameters: { ...folder.parameters, ...Object.fromEntries(own) } };
  });
}
