// What the papers for engineers name is there.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./lib.mjs";

const PAPERS = ["CONTRIBUTING.md", "docs/glossary.md", "docs/architecture.md", "examples/README.md"];
/** Folders a path may begin in. */
const BASES = ["", "cloud/src", "cloud/src/services", "cloud/src/library", "docs"];

/** Paths in back quotes. What has a placeholder is for the reader to fill in; one name alone, `tools/`, is said of a folder above. */
function pathsIn(text) {
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path]) => path);
  return quoted.filter((path) => /^[\w@-][\w@.-]*(?:\/[\w@.-]+)+\/?$/.test(path));
}

/** Targets of links inside the repository, from the folder of the paper. */
function linksIn(text, folder) {
  const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target);
  return targets.map((target) => join(folder, target));
}

const isThere = (path) => BASES.some((base) => existsSync(join(ROOT, base, path)));

test.each(PAPERS)("%s names files and folders that exist", (paper) => {
  const text = readFileSync(join(ROOT, paper), "utf8");
  const named = [...pathsIn(text), ...linksIn(text, join(paper, ".."))];

  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((path) => !isThere(path))).toEqual([]);
});
