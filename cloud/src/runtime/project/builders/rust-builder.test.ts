import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildFunctions } from "../build-functions.ts";
import { toolsIn } from "../testing/build-tools.ts";

let folder = "";
const before = { ...process.env };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-rust-"));
  // A Cargo whose programs are the lines of a file, and say how they were made.
  write(
    "bin/cargo",
    `#!${process.execPath}
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
const source = readFileSync("programs", "utf8");
if (source.includes("without lambda")) { console.error("error: no such command: \`lambda\`"); process.exit(101); }
if (source.includes("broken")) { console.error("error: expected one of"); process.exit(101); }
const place = args[args.indexOf("--lambda-dir") + 1];
const shown = args.filter((one) => one !== place && one !== "--lambda-dir" && one !== "--arm64").join(" ");
mkdirSync(process.env.CARGO_TARGET_DIR, { recursive: true });
for (const name of source.trim().split("\\n")) {
  mkdirSync(place + "/" + name, { recursive: true });
  writeFileSync(place + "/" + name + "/bootstrap", "#!/bin/sh\\n" + name + ": " + shown, { mode: 0o755 });
}
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

/** The files in the package of a function whose programs are named. */
async function packaged(programs: string, BuildProperties: object = {}): Promise<Record<string, string>> {
  write("fn/programs", programs);
  const { artifacts } = await buildFunctions({
    template: {
      Resources: {
        Fn: {
          Type: "AWS::Serverless::Function",
          Metadata: { BuildMethod: "rust-cargolambda", BuildProperties: { ...BuildProperties } },
          Properties: { CodeUri: "fn", Runtime: "provided.al2023" },
        },
      },
    },
    projectFolder: folder,
    isBuilt: false,
    buildFolder: join(folder, "build"),
    artifactBucket: "artifacts",
    tools: toolsIn(folder),
  });
  const files = Object.entries(unzipSync(artifacts[0]?.zip ?? Buffer.alloc(0)));
  return Object.fromEntries(files.map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
}

describe("A function of Rust sources", () => {
  test("is compiled to its bootstrap by cargo-lambda, and nothing else is in the package", async () => {
    expect(await packaged("orders")).toEqual({
      bootstrap: "#!/bin/sh\norders: lambda build --release",
    });
    expect(readdirSync(join(folder, "fn"))).toEqual(["programs"]);
  });

  test("of several programs the one that BuildProperties name", async () => {
    expect(await packaged("one\ntwo", { Binary: "two", Flags: ["--features", "x"] })).toEqual({
      bootstrap: "#!/bin/sh\ntwo: lambda build --release --bin two --features x",
    });
    await expect(packaged("two\none")).rejects.toThrow(
      "Fn could not be built: the package has several programs (one, two): name one in BuildProperties.Binary.",
    );
    await expect(packaged("one", { Binary: "gone" })).rejects.toThrow("cargo lambda build made no bootstrap");
  });

  test("what does not compile fails the deployment with the compiler's words", async () => {
    await expect(packaged("broken")).rejects.toThrow(
      "Fn could not be built: cargo lambda build failed.\nerror: expected one of",
    );
  });

  test("without cargo-lambda, or without Rust, the build says what helps", async () => {
    await expect(packaged("without lambda")).rejects.toThrow(
      "Fn could not be built: cargo-lambda is missing: install Rust (https://rustup.rs) and cargo-lambda",
    );
    process.env["PATH"] = join(folder, "nowhere");
    await expect(packaged("orders")).rejects.toThrow(
      "Fn could not be built: Cargo is not on PATH: install Rust",
    );
  });
});
