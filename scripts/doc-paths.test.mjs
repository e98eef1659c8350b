// What the papers for engineers name is there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
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

const GUIDES = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".md"))
  .map((path) => join("docs", path));

/** As GitHub makes them of headings. */
function anchorsOf(text) {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  return headings.map((one) =>
    one
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

test.each(["README.md", "CONTRIBUTING.md", "cloud/README.md", ...GUIDES])("%s has no dead link", (paper) => {
  const text = readFileSync(join(ROOT, paper), "utf8");
  const links = [...text.matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];

  const dead = links.filter(([, path, anchor]) => {
    const target = path === "" ? paper : join(paper, "..", path);
    if (!existsSync(join(ROOT, target))) return true;
    if (anchor === undefined || !target.endsWith(".md")) return false;
    return !anchorsOf(readFileSync(join(ROOT, target), "utf8")).includes(anchor);
  });

  expect(dead.map(([link]) => link)).toEqual([]);
});

test("the glossary has each word once, in the order of the alphabet", () => {
  const rows = readFileSync(join(ROOT, "docs/glossary.md"), "utf8").matchAll(
    /^\| ([a-z][^|]*) \| [^|]* \| `/gm,
  );
  const words = [...rows].map(([, word]) => word);

  expect(words.length).toBeGreaterThan(50);
  expect(words).toEqual([...new Set(words)].sort());
});
