import { asMap } from "../../cloudformation/template/value.ts";
import { UserError } from "../../core/errors.ts";
import { deployedProjectOf } from "./built-project.ts";
import { nearestName } from "./check/nearest-name.ts";
import { readTemplate } from "./read-template.ts";

/**
 * Before anything is built: a name that is misspelt would be missed elsewhere, and told as something else.
 * @param names parameters of the command line, each of which is meant for whichever template declares it
 * @throws UserError for one that none declares
 */
export async function assertDeclared(
  names: readonly string[],
  { projects, isBuilt }: { readonly projects: readonly string[]; readonly isBuilt: boolean },
): Promise<void> {
  if (names.length === 0) return;
  const templates = await Promise.all(
    projects.map((project) => readTemplate(deployedProjectOf(project, isBuilt))),
  );
  const declared = templates.flatMap(({ template }) => Object.keys(asMap(template["Parameters"])));
  const unknown = names.find((name) => !declared.includes(name));
  if (unknown === undefined) return;
  const meant = nearestName(unknown, declared);
  throw new UserError(
    `No template declares the parameter ${unknown}.${meant === undefined ? "" : ` Is ${meant} meant?`}`,
  );
}
