import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../core/clock.ts";
import { silentLogger } from "../../../core/logger.ts";
import { createLogFiles } from "../../../store/log-files/index.ts";
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
  const files = createLogFiles(directory, { clock: systemClock, timers, logger: silentLogger });
  const store = createLogStore({ directory, files, forward: undefined });

  store.open("hello", "/aws/lambda/hello", stream).write("line\n");
  await store.close();

  expect(readdirSync(join(directory, "hello"))).toContain(file);
  expect(readFileSync(join(directory, "hello", file), "utf8")).toBe("line\n");
});
