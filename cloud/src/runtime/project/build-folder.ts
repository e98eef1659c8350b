import { join } from "node:path";
import { UserError } from "../../core/errors.ts";

/** What stacks and logical ids may consist of. */
const NAME = /^[A-Za-z0-9-]{1,255}$/;

/**
 * CFN-BUILD: where something is built that a project names. Builds empty that folder first, and
 * CloudFormation, which refuses other names, is asked after the build.
 * @throws UserError where the name could lead out of `parent`
 */
export function buildFolderOf(parent: string, name: string): string {
  if (NAME.test(name)) return join(parent, name);
  throw new UserError(
    `${JSON.stringify(name)} is no name for a stack or a resource: those have letters, digits and, of stacks, hyphens.`,
  );
}
