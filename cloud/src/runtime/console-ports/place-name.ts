import { basename, dirname } from "node:path";

/** State of a cloud lies in such a folder of its project, unless it is told another. */
const STATE_FOLDER = ".portcullis";
/** The stack with a bucket for packages that `sam deploy --resolve-s3` makes is no part of a project. */
const MADE_BY_SAM = "aws-sam-cli-managed-";

/**
 * What a cloud is called: what the names of its stacks begin with together, or the name of its only one.
 * Where they are of several projects no stack's name is the whole's: the folder's is.
 */
export function placeName(stateDir: string, stackNames: readonly string[]): string {
  const own = stackNames.filter((name) => !name.startsWith(MADE_BY_SAM));
  const [first = [], ...others] = own.map((name) => name.split("-"));
  const differs = first.findIndex((part, index) => others.some((parts) => parts[index] !== part));
  const shared = (differs === -1 ? first : first.slice(0, differs)).join("-");
  if (shared !== "") return shared;
  return basename(basename(stateDir) === STATE_FOLDER ? dirname(stateDir) : stateDir);
}
