import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildFunctions } from "../build-functions.ts";
import { toolsIn } from "../testing/build-tools.ts";
import { bringJavaClient } from "./java-client.ts";

let folder = "";
const before = { ...process.env };

/** A Maven that says how it was called, and makes what the real one makes. */
const MAVEN = `#!${process.execPath}
const fs = require("node:fs");
const args = process.argv.slice(2);
fs.appendFileSync(process.env.CALLS, JSON.stringify({ args, files: fs.readdirSync(".").sort(), key: process.env.AWS_SECRET_ACCESS_KEY ?? "none" }) + "\\n");
const source = fs.readFileSync("src/App.java", "utf8");
if (source.includes("offline")) { console.log("[ERROR] Unknown host repo.maven.apache.org"); process.exit(1); }
if (source.includes("broken")) { console.log("[ERROR] App.java:[1,1] class expected"); process.exit(1); }
if (args.includes("install") && !source.includes("pom")) {
  fs.mkdirSync("target/classes", { recursive: true });
  fs.writeFileSync("target/classes/App.class", source);
  fs.writeFileSync("target/app-1.0.jar", "jar");
}
if (args.includes("dependency:copy-dependencies") && fs.existsSync("target")) {
  fs.mkdirSync("target/dependency", { recursive: true });
  fs.writeFileSync("target/dependency/org.x.jar", "x");
}
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-mvn-test-"));
  write("bin/mvn", MAVEN);
  write("fn/pom.xml", "<project/>");
  write("fn/src/App.java", "one");
  process.env["PATH"] = `${join(folder, "bin")}:${before["PATH"]}`;
  process.env["CALLS"] = join(folder, "calls");
  process.env["AWS_SECRET_ACCESS_KEY"] = "secret";
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content, { mode: 0o755 });
}

const tools = () => toolsIn(folder, { findInterpreter: () => undefined });

/** The client is there: nothing is fetched. */
function withClient(known = tools()) {
  mkdirSync(known.javaClientFolder, { recursive: true });
  return known;
}

const FUNCTION = { Type: "AWS::Serverless::Function", Properties: { CodeUri: "fn", Runtime: "java17" } };
const LAYER = {
  Type: "AWS::Serverless::LayerVersion",
  Metadata: { BuildMethod: "java17" },
  Properties: { ContentUri: "fn" },
};

/** The files in the packages of these resources, with their text. */
async function packaged(known = withClient(), ...resources: readonly object[]) {
  const given = resources.length === 0 ? [FUNCTION] : resources;
  const { artifacts } = await buildFunctions({
    template: { Resources: Object.fromEntries(given.map((one, index) => [`Fn${index}`, one])) as never },
    projectFolder: folder,
    isBuilt: false,
    buildFolder: join(folder, "build"),
    artifactBucket: "artifacts",
    tools: known,
  });
  return artifacts.map(({ zip }) =>
    Object.fromEntries(
      Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
    ),
  );
}

const calls = () =>
  readFileSync(join(folder, "calls"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("Java functions with a pom.xml", () => {
  test("have their classes in the root and what they need in lib, by the goals of sam build in a copy", async () => {
    write("fn/target/classes/Old.class", "old");
    write("fn/.git/HEAD", "main");
    expect(await packaged()).toEqual([{ "App.class": "one", "lib/org.x.jar": "x" }]);
    const [install, copy] = calls();
    expect(install.args).toEqual(expect.arrayContaining(["clean", "install"]));
    expect(install.files).toEqual(["pom.xml", "src"]);
    expect(copy.args).toEqual(
      expect.arrayContaining(["dependency:copy-dependencies", "-DincludeScope=runtime"]),
    );
    expect(readdirSync(join(folder, "fn", "target", "classes"))).toEqual(["Old.class"]);
  });

  test("are built again when a source changed, once for all functions of a folder", async () => {
    const first = withClient();
    expect(await packaged(first, FUNCTION, FUNCTION)).toHaveLength(1);
    expect(first.steps).toEqual(["Fn0: building with Maven"]);
    write("fn/target/classes/App.class", "what an editor compiles");
    const again = withClient();
    expect(await packaged(again)).toMatchObject([{ "App.class": "one" }]);
    expect(again.steps).toEqual([]);
    write("fn/src/App.java", "two");
    const changed = withClient();
    expect(await packaged(changed)).toMatchObject([{ "App.class": "two" }]);
    expect(changed.steps).toEqual(["Fn0: building with Maven"]);
  });

  test("a package that is called target is a source", async () => {
    write("fn/src/target/Aim.java", "one");
    await packaged();
    write("fn/src/target/Aim.java", "two");
    const changed = withClient();
    await packaged(changed);
    expect(changed.steps).toHaveLength(1);
  });

  test("layers have their own jar in java/lib as well", async () => {
    expect(await packaged(withClient(), LAYER)).toEqual([
      { "java/lib/app-1.0.jar": "jar", "java/lib/org.x.jar": "x" },
    ]);
  });

  test("LAM-16 Maven gets no keys", async () => {
    await packaged();
    expect(calls().map(({ key }) => key)).toEqual(["none", "none"]);
  });

  test.each([
    ["broken", /^Fn0 could not be built: mvn failed\.\n\[ERROR\] App\.java:\[1,1\] class expected$/],
    [
      "offline",
      /^Fn0 could not be built: mvn failed\. Maven did not reach a repository:.*\n\[ERROR\] Unknown host/,
    ],
    ["pom", /^Fn0 could not be built: mvn made no target\/classes; is its packaging jar\?$/],
  ])(
    "%s sources fail the deployment with Maven's words, and nothing of it is kept",
    async (source, words) => {
      write("fn/src/App.java", source);
      await expect(packaged()).rejects.toThrow(words);
      write("fn/src/App.java", "mended");
      expect(await packaged()).toMatchObject([{ "App.class": "mended" }]);
    },
  );

  test("are built by the wrapper of the project where there is no Maven, else refused with what helps", async () => {
    process.env["PATH"] = "/nowhere";
    await expect(packaged()).rejects.toThrow(
      /^Fn0 could not be built: Maven is not on PATH: install it \(apt/,
    );
    rmSync(join(folder, "bin"), { recursive: true });
    write("fn/mvnw", `exec "${process.execPath}" wrapped.cjs "$@"\n`);
    write("fn/wrapped.cjs", MAVEN.slice(MAVEN.indexOf("\n")));
    process.env["PATH"] = join(folder, "only-sh");
    write("only-sh/sh", '#!/bin/sh\nexec /bin/sh "$@"\n');
    expect(await packaged()).toMatchObject([{ "App.class": "one" }]);
  });
});

describe("Other Java code", () => {
  test("that is ready is taken as it is: a folder, and a jar", async () => {
    write("ready/a/B.class", "b");
    write("app.jar", zipSync({ "a/C.class": Buffer.from("c") }));
    const of = (CodeUri: string) => ({ ...FUNCTION, Properties: { ...FUNCTION.Properties, CodeUri } });
    expect(await packaged(withClient(), of("ready"), of("app.jar"))).toEqual([
      { "a/B.class": "b" },
      { "a/C.class": "c" },
    ]);
  });
});

describe("AWS's client for Java", () => {
  test("is not brought for other runtimes, nor where it is", async () => {
    const known = tools();
    const fetched: string[] = [];
    const readJar = async ({ file }: { readonly file: string }) => {
      fetched.push(file);
      return Buffer.from("");
    };
    await bringJavaClient({ runtime: "nodejs22.x" }, known, readJar);
    await bringJavaClient({ runtime: "java17" }, withClient(), readJar);
    expect([fetched, known.steps]).toEqual([[], []]);
  });

  test("that cannot be fetched is a warning that names the command", async () => {
    const known = tools();
    await bringJavaClient({ runtime: "java17" }, known, () => Promise.reject(new Error("no network")));
    expect(known.steps).toEqual([
      "fetching AWS's client of the Runtime API for Java, once: AWS's runtimes carry it",
    ]);
    expect(known.warnings).toEqual([
      expect.stringMatching(
        /^functions of Java will fail until it is there: no network\. mvn dependency:get /,
      ),
    ]);
  });
});
