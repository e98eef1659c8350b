import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { pythonTools, REQUIREMENTS } from "../support/python-tools.ts";

const { folder } = inject("consumer");
const python = await pythonTools(REQUIREMENTS.pytest);

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program of a person's own project; nothing of this run's environment tells it that it is a test. */
function run(example: string, [program = "", ...args]: readonly string[]): Promise<Ended> {
  const { PATH, HOME } = process.env;
  const PORTCULLIS = `${process.execPath} ${join(folder, "node_modules/portcullis/bin/portcullis.js")}`;
  const cwd = join(folder, "examples", example);
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd, env: { PATH, HOME, PORTCULLIS } }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? 1, output: `${out}\n${err}` }),
    );
  });
}

const node = process.execPath;
const inModules = (path: string): string => join(folder, "node_modules", path);

/** The last number is how many tests have to pass: a runner that finds none is green, too. */
const RUNS = [
  ["node-test", [node, "--test", "--test-reporter=tap"], /^# pass 3$/m],
  ["vitest", [node, inModules("vitest/vitest.mjs"), "run", "--no-color"], /Tests\s+3 passed \(3\)/],
  ["jest", [node, "--experimental-vm-modules", inModules("jest/bin/jest.js")], /Tests:\s+2 passed, 2 total/],
] as const;

describe("the examples, with the packed package", () => {
  test.each(RUNS)("%s", async (example, command, passed) => {
    const { code, output } = await run(example, command);

    expect(output).toMatch(passed);
    expect(code).toBe(0);
  });

  test.skipIf("missing" in python)("pytest", async () => {
    const cache = mkdtempSync(join(tmpdir(), "pytest-"));
    const program = "bin" in python ? join(python.bin, "python") : "";
    const args = ["-m", "pytest", "-q", "-p", "no:cacheprovider", `--basetemp=${join(cache, "base")}`];

    const { code, output } = await run("pytest", [program, ...args]);
    rmSync(cache, { recursive: true, force: true });

    expect(output).toMatch(/^2 passed/m);
    expect(code).toBe(0);
  });
});
