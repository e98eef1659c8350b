import { AwsError } from "../../../core/errors.ts";
import { validation } from "./errors.ts";

const LEVELS = 15;
const PATH_RULE =
  "If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_";

/**
 * SSM-4: AWS's own names are nobody else's.
 * @throws AwsError ValidationException, AccessDeniedException, HierarchyLevelLimitExceededException
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function assertNewName(name: string): void {
  if (name.includes("/") && !name.startsWith("/")) {
    throw validation("Parameter name must be a fully qualified name.");
  }
  const isPath = name.slice(1).includes("/");
  if (/^\/?aws(?:\/|$)/i.test(name) && name.startsWith("/")) {
    throw new AwsError("AccessDeniedException", `No access to reserved parameter name: ${name}.`);
  }
  if (/^\/?(?:aws|ssm)/i.test(name) && !isPath) {
    throw validation('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  }
  if (/^\/ssm/i.test(name) || !/^\/?[a-zA-Z0-9_.-]+(?:\/[a-zA-Z0-9_.-]+)*$/.test(name)) {
    throw validation(`Parameter name: can't be prefixed with "ssm" (case-insensitive). ${PATH_RULE}`);
  }
  if (name.split("/").length - 1 > LEVELS) {
    throw new AwsError(
      "HierarchyLevelLimitExceededException",
      `A parameter hierarchy can have a maximum of ${LEVELS} levels.`,
    );
  }
}

/** @throws AwsError ValidationException */
export function assertPath(path: string): void {
  if (path === "/" || /^\/[a-zA-Z0-9_.-]+(?:\/[a-zA-Z0-9_.-]+)*\/?$/.test(path)) return;
  throw validation(
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  );
}
