import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { pythonTools, REQUIREMENTS } from "../support/python-tools.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const CHECKOV = join(import.meta.dirname, "checkov.yaml");
const TEMPLATES = ["stacks/cognito/template.yaml", "stacks/api/template.yaml"];
const venv = await pythonTools(REQUIREMENTS.linters);
if ("missing" in venv) console.log(`The linters of the templates are skipped: ${venv.missing}.`);

async function lint(tool: string, words: readonly string[]): Promise<{ code: number; printed: string }> {
  const program = join("bin" in venv ? venv.bin : "", tool);
  try {
    const { stdout } = await promisify(execFile)(program, words, { cwd: ROOT, maxBuffer: 64 << 20 });
    return { code: 0, printed: stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, printed: stdout };
  }
}

describe.skipIf("missing" in venv)("linters of the templates (A6)", () => {
  test("cfn-lint finds nothing, in the regions of the documentation", async () => {
    const regions = ["--regions", "eu-west-1", "us-east-1", "eu-central-1"];
    expect(await lint("cfn-lint", ["--include-checks", "I", ...regions, "--template", ...TEMPLATES])).toEqual(
      {
        code: 0,
        printed: "",
      },
    );
  });

  test("checkov finds nothing but what checkov.yaml leaves out with a reason", async () => {
    const files = TEMPLATES.flatMap((file) => ["--file", file]);
    const { code, printed } = await lint("checkov", ["--config-file", CHECKOV, "--output", "json", ...files]);
    const report = JSON.parse(printed) as {
      summary: { passed: number; failed: number; parsing_errors: number };
      results: { failed_checks: { check_id: string; resource: string }[] };
    };
    expect(report.results.failed_checks.map((it) => `${it.check_id} ${it.resource}`)).toEqual([]);
    expect(report.summary).toMatchObject({ failed: 0, parsing_errors: 0 });
    expect(report.summary.passed).toBeGreaterThan(20);
    expect(code).toBe(0);
  });

  test("checkov sees what would be wrong: every left-out check is one that fails today", async () => {
    const skipped = [...readFileSync(CHECKOV, "utf8").matchAll(/^ {2}- (CKV_\w+)$/gm)].map(
      ([, id]) => id ?? "",
    );
    const files = TEMPLATES.flatMap((file) => ["--file", file]);
    const { code, printed } = await lint("checkov", [
      ...["--framework", "cloudformation", "--skip-download", "--output", "json"],
      ...["--check", skipped.join(","), ...files],
    ]);
    const { results } = JSON.parse(printed) as { results: { failed_checks: { check_id: string }[] } };
    expect(new Set(results.failed_checks.map(({ check_id }) => check_id))).toEqual(new Set(skipped));
    expect(code).toBe(1);
  });
});

test("every check that is left out has its reason on the line above", () => {
  const lines = readFileSync(CHECKOV, "utf8").split("\n");
  const skips = lines.flatMap((line, index) => (/^ {2}- CKV_/.test(line) ? [lines[index - 1]] : []));
  expect(skips.length).toBeGreaterThan(0);
  for (const before of skips) expect(before).toMatch(/^ {2}# .{20,}\.$/);
});
