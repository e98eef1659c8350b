import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSaved } from "./saved.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-saved-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("what is saved is there for the next cloud, and goes when it is taken away", () => {
  createSaved(folder).set("events of a", [{ name: "one" }]);
  createSaved(folder).set("__proto__", { polluted: true });
  expect(createSaved(folder).get("events of a")).toEqual([{ name: "one" }]);
  expect(createSaved(folder).get("toString")).toBeUndefined();
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();

  createSaved(folder).set("events of a", undefined);
  expect(createSaved(folder).get("events of a")).toBeUndefined();
});

test.skipIf(process.platform === "win32")("nobody else on the machine reads it", () => {
  createSaved(folder).set("a", 1);
  expect(statSync(join(folder, "console.json")).mode & 0o777).toBe(0o600);
});
