import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { validateWorkflow } from "@action-validator/core";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { goTool } from "../support/go-tools.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const FOLDER = join(ROOT, ".github", "workflows");
const FILES = readdirSync(FOLDER);
const read = (name: string) => readFileSync(join(FOLDER, name), "utf8");

const actionlint = await goTool("github.com/rhysd/actionlint/cmd/actionlint", "v1.7.12");
if ("missing" in actionlint) console.log(`actionlint is skipped: ${actionlint.missing}.`);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly node: readonly number[] } };
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflow = (name: string) => parse(read(name)) as Workflow;
const stepsOf = (name: string) => Object.values(workflow(name).jobs).flatMap(({ steps }) => steps);

test("there is a workflow for tests and one for deployment", () => {
  expect([...FILES].sort()).toEqual(["deploy.yml", "test.yml"]);
});

describe.skipIf("missing" in actionlint)("actionlint", () => {
  /** Without the programs it may find on one machine and not on another. */
  const alone = ["-no-color", "-oneline", "-shellcheck=", "-pyflakes="];
  const lint = (name: string, text: string) =>
    spawnSync("program" in actionlint ? actionlint.program : "", [...alone, "-stdin-filename", name, "-"], {
      cwd: ROOT,
      input: text,
      encoding: "utf8",
    });

  test.each(FILES)("finds nothing in %s", (name) => {
    expect(lint(name, read(name))).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });

  test.each([
    ["a value that is not there", "matrix.node }}", "matrix.knot }}", 'property "knot" is not defined'],
    ["an unknown runner", "ubuntu-24.04", "ubuntu-1.0", 'label "ubuntu-1.0" is unknown'],
  ])("would find %s", (_what, right, wrong, words) => {
    const { status, stdout } = lint("test.yml", read("test.yml").replace(right, wrong));
    expect([status, stdout]).toEqual([1, expect.stringContaining(words)]);
  });
});

describe.each(FILES)("%s", (name) => {
  test("is a valid workflow", () => {
    expect(validateWorkflow(read(name)).errors).toEqual([]);
  });

  test("a mistake in it would be found", () => {
    const broken = read(name).replace("runs-on:", "run-on:");
    expect(validateWorkflow(broken).errors.length).toBeGreaterThan(0);
  });

  test("PIPE-1 every action is pinned by commit, with its version beside it", () => {
    const lines = read(name)
      .split("\n")
      .filter((line) => /\buses:/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("PIPE-2 writes nothing to the repository, keeps no credentials, ends some time", () => {
    const { permissions, jobs, on } = workflow(name);
    expect(on).not.toHaveProperty("pull_request_target");
    for (const job of Object.values(jobs)) {
      const granted = { ...permissions, ...job.permissions };
      const writes = Object.keys(granted).filter((scope) => granted[scope] !== "read");
      expect(writes.filter((scope) => scope !== "id-token")).toEqual([]);
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
    }
    for (const step of stepsOf(name).filter(({ uses = "" }) => uses.startsWith("actions/checkout@"))) {
      expect(step.with).toMatchObject({ "persist-credentials": false });
    }
  });

  test("PIPE-3 no expression is pasted into a shell, and every npm script exists", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const { run = "" } of stepsOf(name)) {
      expect(run).not.toContain("${{");
      const script = /\bnpm (?:run )?(test|check|deploy)\b/.exec(run)?.[1];
      if (script !== undefined) expect(scripts).toHaveProperty(script);
    }
  });
});

test("tests run on the oldest and the newest Node that is supported", () => {
  expect(workflow("test.yml").jobs["test"]?.strategy?.matrix.node).toEqual([20, 24]);
});

test("PIPE-4 deployment waits for approval and signs in with a token of the run, not with a stored key", () => {
  const { jobs, permissions } = workflow("deploy.yml");
  expect(permissions).toEqual({});
  expect(jobs["deploy"]?.environment).toBe("production");
  expect(jobs["deploy"]?.permissions).toEqual({ contents: "read", "id-token": "write" });
  expect(read("deploy.yml")).not.toMatch(/secrets\.|aws-(?:secret-)?access-key/);
});
