import { basename, dirname } from "node:path";

/** The stack with a bucket for packages that `sam deploy --resolve-s3` makes is no part of a project. */
const MADE_BY_SAM = "aws-sam-cli-managed-";

/** What the console calls this cloud: the words that the names of its stacks share, else the first name, else the project's folder. */
export function placeName(stacks: readonly string[], stateDir: string): string {
  const [first, ...others] = stacks.filter((name) => !name.startsWith(MADE_BY_SAM));
  if (first === undefined) return basename(dirname(stateDir));
  const parts = first.split("-");
  const shared = parts.filter((part, index) => others.every((name) => name.split("-")[index] === part));
  return others.length > 0 && shared.length > 0 ? shared.join("-") : first;
}
