import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, inject, test } from "vitest";

const { folder, tarball } = inject("consumer");
const installed = join(folder, "node_modules", "portcullis");
const run = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly output: string;
}

async function node(args: readonly string[], cwd = folder): Promise<Ended> {
  try {
    const { stdout, stderr } = await run(process.execPath, [...args], { cwd });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

/** Compiles one file the way a project with that resolution would. */
async function compile(resolution: "NodeNext" | "Bundler", source: string): Promise<string> {
  const cwd = join(folder, `types-${resolution}`);
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "use.mts"), source);
  const compilerOptions = {
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    target: "ES2023",
    lib: ["ES2023"],
    types: ["node"],
    module: resolution === "NodeNext" ? "NodeNext" : "ESNext",
    moduleResolution: resolution,
  };
  writeFileSync(join(cwd, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["use.mts"] }));
  return (await node([join(folder, "node_modules", "typescript", "bin", "tsc"), "-p", "."], cwd)).output;
}

const USE = `import { startCloud, type RunningCloud } from "portcullis";
import { startTestCloud, type SignedIn } from "portcullis/testing";

await using plain: RunningCloud = await startCloud({ state: "state" });
await using cloud = await startTestCloud({ stacks: ["orders"] });
const eve: SignedIn = await cloud.signIn({ groups: ["Editors"] });
const { code } = await cloud.nextMessage({ to: eve.username, signal: AbortSignal.timeout(1) });
const topic: string = (await cloud.nextPublish("a/+")).topic;
await cloud.nextRefusal({ service: "s3", reason: "token-expired" });
cloud.clock.advance(Number(code) + topic.length + plain.port);
`;

describe("the packed package", () => {
  test("has what it runs with, its papers and its types, and not the start script of this checkout", () => {
    const names = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n");
    const has = (name: string): boolean => names.includes(`package/${name}`);

    const wanted = [
      "README.md",
      "LICENSE",
      "bin/portcullis.js",
      "dist/cli.js",
      "dist/index.js",
      "dist/testing.js",
      "docs/gaps.md",
      "docs/gaps/lambda.md",
    ];
    expect(wanted.filter((name) => !has(name))).toEqual([]);
    expect(names.filter((name) => /start\.cjs|build\.txt|\/src\//.test(name))).toEqual([]);
  });

  test("the command answers", async () => {
    const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));

    const { output } = await node([join(installed, "bin", "portcullis.js"), "--version"]);

    expect(output.trim()).toBe(version);
  });

  test.each(["NodeNext", "Bundler"] as const)("its types are found and hold (%s)", async (resolution) => {
    expect(await compile(resolution, USE)).toBe("");
    expect(await compile(resolution, USE.replace('"orders"', "7"))).toMatch(
      /use\.mts\(5,\d+\): error TS2322/,
    );
  });

  test("stack traces name the sources", async () => {
    const script = `const { startCloud } = await import("portcullis");
      const cloud = await startCloud();
      try { cloud.outputs("nothing"); } catch (error) { console.log(error.stack); } finally { await cloud.close(); }`;
    const args = ["--input-type=module", "--eval", script];

    const mapped = await node(["--enable-source-maps", ...args]);
    const plain = await node(args);

    expect(mapped.output).toMatch(/There is no stack nothing\.[\s\S]*src\/library\/open-cloud\.ts:\d+/);
    expect(plain.output).toMatch(/There is no stack nothing\.[\s\S]*dist\/\S+\.js:\d+/);
  });
});

describe("its README", () => {
  const readme = readFileSync(join(installed, "README.md"), "utf8");
  const block = (language: string, containing: string): string => {
    const blocks = [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)];
    const found = blocks.find(([, kind, text]) => kind === language && text?.includes(containing));
    return found?.[2] ?? "";
  };

  test("shows a test that passes as it stands", async () => {
    const file = join(folder, "examples", "readme.mjs");
    writeFileSync(file, block("js", "startTestCloud"));

    const ended = await node([file], join(folder, "examples"));

    expect(ended).toEqual({ code: 0, output: expect.any(String) });
  });

  test("names commands that there are, and a tarball that npm makes", async () => {
    const named = [...block("sh", "portcullis up").matchAll(/^npx portcullis (\w+)/gm)].map(
      ([, name]) => name,
    );
    const { output } = await node([join(installed, "bin", "portcullis.js"), "--help"]);

    expect(named).toEqual(["up", "env", "token"]);
    for (const name of named) expect(output).toMatch(new RegExp(`^  ${name} `, "m"));
    expect(block("sh", "npm pack")).toContain(tarball.split(/[\\/]/).at(-1));
  });

  test("lists members that a cloud has", async () => {
    const rows = [...readme.matchAll(/^\| (`.*?) \|/gm)].map(([, cell]) => cell ?? "");
    const named = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name));
    const script = `const { startTestCloud } = await import("portcullis/testing");
      const cloud = await startTestCloud(); console.log(JSON.stringify(Object.keys(cloud))); await cloud.close();`;

    const { output } = await node(["--input-type=module", "--eval", script]);

    const members = JSON.parse(output) as string[];
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => name !== "await" && !members.includes(name ?? ""))).toEqual([]);
  });
});
