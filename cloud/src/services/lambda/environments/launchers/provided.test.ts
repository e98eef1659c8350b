import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programFor } from "./index.ts";
import type { LauncherContext } from "./launcher.ts";

const folder = mkdtempSync(join(tmpdir(), "portcullis-launcher-"));
const taskRoot = join(folder, "task");

beforeAll(() => {
  mkdirSync(join(taskRoot, "bin"), { recursive: true });
  for (const [name, mode] of [
    ["task/hello", 0o755],
    ["task/bin/hello", 0o755],
    ["task/locked", 0o644],
    ["outside", 0o755],
    ["task-b", 0o755],
  ] as const) {
    writeFileSync(join(folder, name), "#!/bin/sh\n");
    chmodSync(join(folder, name), mode);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function programOf(handler: string) {
  const context = { taskRoot, layersFolder: undefined, configuration: { runtime: "go1.x", handler } };
  return programFor(context as LauncherContext);
}

describe("go1.x starts the program that its handler names", () => {
  test.each(["hello", "bin/hello"])("%s", (handler) => {
    expect(programOf(handler)).toMatchObject({ command: join(taskRoot, handler), args: [] });
  });

  test.each([
    ["absent", "fork/exec /var/task/absent: no such file or directory"],
    ["bin", "fork/exec /var/task/bin: no such file or directory"],
    ["locked", "fork/exec /var/task/locked: permission denied"],
    ["../outside", "fork/exec /var/task/../outside: no such file or directory"],
    ["../task-b", "fork/exec /var/task/../task-b: no such file or directory"],
  ])("%s gives %s", (handler, problem) => {
    expect(programOf(handler)).toBe(problem);
  });
});
