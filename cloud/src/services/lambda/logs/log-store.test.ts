import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { silentLogger } from "../../../core/logger.ts";
import { createLogStore } from "./log-store.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "portcullis-log-store-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test.each([
  ["2026/09/03/[$LATEST]0a1b2c", "2026-09-03-0a1b2c.log"],
  ["2026/09/03/[7]0a1b2c", "2026-09-03-v7-0a1b2c.log"],
])("the stream %s is kept in %s, a name that no shell reads as a pattern", async (stream, file) => {
  const timers = { after: () => () => undefined, elapsed: () => 0 };
  const store = createLogStore({
    directory,
    timers,
    logger: silentLogger,
    forward: undefined,
  });

  store.open("hello", "/aws/lambda/hello", stream).write("line\n");
  await store.close();

  expect(readdirSync(join(directory, "hello"))).toEqual([file]);
  expect(readFileSync(join(directory, "hello", file), "utf8")).toBe("line\n");
});
