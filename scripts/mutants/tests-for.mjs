// Which tests should notice that a check is gone: the likeliest first, then all of the service.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../lib.mjs";

/** Sets of tests to run one after another until one is red. */
export function testsFor(mutant, rules) {
  const tests =
    mutant.kind === "authorization"
      ? [["authorization-table"], [folderOf(mutant.file)]]
      : [namedTests(mutant, rules), [folderOf(mutant.file)]];
  return tests.filter((set) => set.length > 0);
}

/** Unit tests that the rows name; conformance suites take a running cloud and minutes. */
function namedTests({ rules: ids }, rules) {
  const paths = ids.flatMap((id) => rules.get(id)?.tests ?? []);
  return [
    ...new Set(
      paths
        .map((path) => [path, join("cloud/src", path)].find((each) => existsSync(join(ROOT, each))))
        .filter((path) => path !== undefined && !path.startsWith("conformance/") && path.includes(".test.")),
    ),
  ];
}

/** `cloud/src/services/s3`, `cloud/src/iam`. */
function folderOf(file) {
  const parts = file.split("/");
  return parts.slice(0, parts[2] === "services" ? 4 : 3).join("/");
}
