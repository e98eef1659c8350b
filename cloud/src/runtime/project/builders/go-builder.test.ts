import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildFunctions } from "../build-functions.ts";
import { toolsIn } from "../testing/build-tools.ts";

let folder = "";
const before = { ...process.env };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-go-"));
  // A compiler that says how it was called.
  write(
    "bin/go",
    `#!${process.execPath}
const args = process.argv.slice(2);
const source = require("node:fs").readFileSync("main.go", "utf8");
if (source.includes("broken")) { console.error("main.go:1: syntax error"); process.exit(1); }
require("node:fs").writeFileSync(args[args.indexOf("-o") + 1], "#!/bin/sh\\n" + process.env.CGO_ENABLED + " " + args.at(-1), { mode: 0o755 });
`,
  );
  process.env["PATH"] = `${join(folder, "bin")}:${before["PATH"]}`;
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content, { mode: 0o755 });
}

const tools = () => toolsIn(folder);

/** The files in the package of a function whose code is in `fn`, with their text. */
async function packaged(
  Metadata: Record<string, string> | undefined,
  known = tools(),
  { Runtime = "provided.al2023", ...properties }: Record<string, string> = {},
): Promise<Record<string, string>> {
  const { artifacts } = await buildFunctions({
    template: {
      Resources: {
        Fn: {
          Type: "AWS::Serverless::Function",
          ...(Metadata === undefined ? {} : { Metadata }),
          Properties: { CodeUri: "fn", Runtime, ...properties },
        },
      },
    },
    projectFolder: folder,
    isBuilt: false,
    buildFolder: join(folder, "build"),
    artifactBucket: "artifacts",
    tools: known,
  });
  const files = unzipSync(artifacts[0]?.zip ?? Buffer.alloc(0));
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  );
}

const PROGRAM = { bootstrap: "#!/bin/sh\n0 ." };

describe("A function of Go sources", () => {
  test.each([
    ["with BuildMethod go1.x", { BuildMethod: "go1.x" }],
    ["without a method, by its go.mod", undefined],
  ])("%s is compiled to its bootstrap, and nothing else is in the package", async (_title, metadata) => {
    write("fn/go.mod", "module fn\n");
    write("fn/main.go", "package main\n");
    const known = tools();
    expect(await packaged(metadata, known)).toEqual(PROGRAM);
    expect(known.steps).toEqual(["Fn: compiling with Go"]);
  });

  test.each([
    ["a program beside its sources", { "go.mod": "", "main.go": "", bootstrap: "#!/bin/sh\n" }],
    ["no sources of Go", { bootstrap: "#!/bin/sh\n", "lib/a.txt": "a" }],
  ])("a folder with %s is taken as it is", async (_title, files) => {
    for (const [name, text] of Object.entries(files)) write(`fn/${name}`, text);
    expect(await packaged(undefined)).toEqual(files);
  });

  test.each([
    ["hello", "hello"],
    ["bin/hello", "bin/hello"],
    ["../../hello", "bootstrap"],
  ])("for go1.x is called by its handler %s: %s", async (Handler, name) => {
    write("fn/go.mod", "module fn\n");
    write("fn/main.go", "package main\n");
    const files = await packaged(undefined, tools(), { Runtime: "go1.x", Handler });
    expect(files).toEqual({ [name]: PROGRAM.bootstrap });
  });

  test("for go1.x, a folder with its program is taken as it is", async () => {
    const files = { "go.mod": "", "main.go": "broken", hello: "#!/bin/sh\n" };
    for (const [name, text] of Object.entries(files)) write(`fn/${name}`, text);
    expect(await packaged(undefined, tools(), { Runtime: "go1.x", Handler: "hello" })).toEqual(files);
  });

  test("what its Metadata says to skip is taken as it is", async () => {
    write("fn/go.mod", "");
    write("fn/main.go", "broken");
    expect(await packaged({ SkipBuild: "True" })).toEqual({ "go.mod": "", "main.go": "broken" });
  });

  test("what does not compile fails the deployment with the compiler's words", async () => {
    write("fn/go.mod", "module fn\n");
    write("fn/main.go", "broken");
    await expect(packaged(undefined)).rejects.toThrow(
      "Fn could not be built: go build failed.\nmain.go:1: syntax error",
    );
  });

  test("without Go the build says what helps", async () => {
    write("fn/go.mod", "module fn\n");
    write("fn/main.go", "");
    process.env["PATH"] = join(folder, "nowhere");
    await expect(packaged(undefined)).rejects.toThrow(
      "Fn could not be built: Go is not on PATH: install it (https://go.dev/doc/install)",
    );
  });

  test("another method is refused with those that there are", async () => {
    write("fn/a", "");
    await expect(packaged({ BuildMethod: "dotnet7" })).rejects.toThrow(
      'Fn: Metadata.BuildMethod "dotnet7" is not supported. Supported: esbuild, go1.x, makefile, python-uv, rust-cargolambda, a Node.js, Python, Java or Ruby runtime, or none for code that is ready to run.',
    );
  });
});
