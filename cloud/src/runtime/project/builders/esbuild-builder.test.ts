import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { BuildJob } from "./builder.ts";
import { buildWithEsbuild } from "./esbuild-builder.ts";

const folder = mkdtempSync(join(tmpdir(), "portcullis-esbuild-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is said of code that cannot be bundled. */
async function failureOf(code: string): Promise<string> {
  writeFileSync(join(folder, "app.ts"), code);
  const job = {
    logicalId: "Fn",
    sourceFolder: folder,
    outputFolder: join(folder, "out"),
    buildProperties: {},
  };
  return buildWithEsbuild(job as unknown as BuildJob).then(
    () => "",
    (error: Error) => error.message,
  );
}

test("a package that is nowhere: its name, and where to install it", async () => {
  expect(await failureOf('import "no-such-package";')).toMatch(
    /Fn could not be built: [\s\S]*Could not resolve "no-such-package"[\s\S]*run npm install in the folder whose package\.json names it/,
  );
});

test("a file that is nowhere is no package", async () => {
  const message = await failureOf('import "./none.ts";');
  expect(message).toContain('Could not resolve "./none.ts"');
  expect(message).not.toContain("npm install");
});
