import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { runTool } from "./run-tool.ts";

test("a tool that fails says its words without colours", async () => {
  const script =
    'process.stderr.write("\\u001b[1;31mERROR\\u001b[m no such artifact\\u001b[0m\\n"); process.exit(1)';
  const tool = { file: process.execPath, args: ["-e", script], cwd: tmpdir(), environment: process.env };

  await expect(runTool(tool)).rejects.toMatchObject({ message: "ERROR no such artifact", isMissing: false });
});
