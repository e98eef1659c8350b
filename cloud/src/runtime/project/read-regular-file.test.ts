import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UserError } from "../../core/errors.ts";
import { readRegularFile } from "./read-regular-file.ts";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "portcullis-files-"));
  writeFileSync(join(root, "here.yaml"), "A: 1");
  symlinkSync("here.yaml", join(root, "linked.yaml"));
  symlinkSync("nowhere.yaml", join(root, "dangling.yaml"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each(["here.yaml", "linked.yaml"])("the file %s is read", (name) => {
  expect(readRegularFile(join(root, name))?.toString()).toBe("A: 1");
});

test.each(["none.yaml", "dangling.yaml", "here.yaml/below"])("%s is not there", (name) => {
  expect(readRegularFile(join(root, name))).toBeUndefined();
});

test.each([
  ["a folder", () => root],
  ["a device", () => "/dev/null"],
])("CFN-FILES %s is refused, not read", (_what, file) => {
  expect(() => readRegularFile(file())).toThrow(new UserError(`${file()} is no file.`));
});
