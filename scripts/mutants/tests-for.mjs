// Which tests should notice that a check is gone: the likeliest first, then all of the service.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "../lib.mjs";

/** Who may make a resource of each type. */
const CALLERS = ["cloud/src/cloudformation/api/caller-rights.test.ts"];

/**
 * Sets of tests to run one after another until one is red; `titles` narrows a set to the rows of the
 * operation whose file it is.
 * @returns {{ files: string[], titles?: RegExp }[]}
 */
export function testsFor(mutant, rules) {
  const folder = folderOf(mutant.file);
  if (mutant.change === "leaves a call out")
    return [[dirname(mutant.file)], CALLERS, [folder]].map((files) => ({ files }));
  const tests =
    mutant.kind === "authorization"
      ? [...rowsOf(mutant.file, folder), { files: tablesBelow(folder) }, { files: [folder] }]
      : [{ files: namedTests(mutant, rules) }, { files: [folder] }];
  return tests.filter(({ files }) => files.length > 0);
}

function rowsOf(file, folder) {
  const operation = /\/([A-Z]\w+)\.ts$/.exec(file)?.[1];
  if (operation === undefined) return [];
  return [{ files: tablesBelow(folder), titles: new RegExp(`\\b${operation}\\b`) }];
}

/** The tables of who may call what of one service. */
function tablesBelow(folder) {
  const names = readdirSync(join(ROOT, folder), { recursive: true });
  return names
    .filter((name) => /(?:^|\/)(?:authorization-table|authorization\/table)\.test\.ts$/.test(name))
    .map((name) => join(folder, name));
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
