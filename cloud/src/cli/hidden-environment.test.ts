import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterEach, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "portcullis-environment-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(process.platform !== "linux")(
  "LAM-16 the environment a process was started with is not readable from outside; inside it is as it was",
  async () => {
    const program = join(folder, "program.mjs");
    const module = fileURLToPath(new URL("./hidden-environment.ts", import.meta.url));
    buildSync({
      stdin: {
        contents: `import { hideEnvironment } from ${JSON.stringify(module)};
          const report = () => console.log(JSON.stringify(process.env));
          process.stdin.once("data", () => { hideEnvironment(); report(); process.stdin.once("data", () => process.exit()); });
          report();`,
        resolveDir: "/",
      },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: program,
    });
    const env = { AWS_SECRET_ACCESS_KEY: "the-developers-own", PATH: process.env["PATH"], EMPTY: "" };
    const child = spawn(process.execPath, [program], { env, stdio: ["pipe", "pipe", "inherit"] });
    const line = (): Promise<string> => new Promise((resolve) => child.stdout.once("data", resolve));
    const shown = (): string => readFileSync(`/proc/${child.pid}/environ`, "latin1").replaceAll("\0", "");
    const before = JSON.parse(String(await line()));
    expect(shown()).toContain("the-developers-own");
    child.stdin.write("hide");
    expect(JSON.parse(String(await line()))).toEqual(before);
    expect(before).toMatchObject({ AWS_SECRET_ACCESS_KEY: "the-developers-own", EMPTY: "" });
    expect(shown()).toBe("");
    child.stdin.end("end");
  },
);
