import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildFunctions } from "../build-functions.ts";
import { toolsIn } from "../testing/build-tools.ts";

let folder = "";
const before = { ...process.env };

/** A Gradle that says how it was called, and leaves what the init script makes the real one leave. */
const GRADLE = `
const fs = require("node:fs");
const args = process.argv.slice(2);
const property = (name) => args.find((one) => one.startsWith("-Dportcullis." + name + "=")).split("=")[1];
const script = fs.readFileSync(args[args.indexOf("--init-script") + 1], "utf8");
fs.appendFileSync(process.env.CALLS, JSON.stringify({ by: process.env.BY, args, cwd: process.cwd(), script: script.includes("afterProject"), key: process.env.AWS_SECRET_ACCESS_KEY ?? "none" }) + "\\n");
const source = fs.readFileSync("src/App.java", "utf8");
if (source.includes("fetch")) { console.log("Downloading https://services.gradle.org/distributions/gradle-8.5-bin.zip\\n\\nException in thread main java.net.UnknownHostException: services.gradle.org"); process.exit(1); }
if (source.includes("offline")) { console.error("> Could not GET 'https://repo.maven.apache.org/x.pom'."); process.exit(1); }
if (source.includes("broken")) { console.error("App.java:1: error: class expected"); process.exit(1); }
if (source.includes("no plugin")) process.exit(0);
const write = (name, text) => { const file = property("output") + "/" + name; fs.mkdirSync(require("node:path").dirname(file), { recursive: true }); fs.writeFileSync(file, text); };
write("classes/App.class", source);
write("jars/fn.jar", "jar");
write("lib/x-1.0.jar", "x");
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-gradle-test-"));
  write("gradle.cjs", GRADLE);
  write("bin/gradle", `#!/bin/sh\nBY=gradle exec "${process.execPath}" "${folder}/gradle.cjs" "$@"\n`);
  write("bin/sh", '#!/bin/sh\nexec /bin/sh "$@"\n');
  write("fn/build.gradle", "apply plugin: 'java'");
  write("fn/src/App.java", "one");
  process.env["PATH"] = join(folder, "bin");
  process.env["CALLS"] = join(folder, "calls");
  process.env["AWS_SECRET_ACCESS_KEY"] = "secret";
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content, { mode: 0o755 });
}

/** A wrapper that runs the same Gradle under its own name. */
const writeWrapper = (name: string) =>
  write(name, `BY=${name} exec "${process.execPath}" "${folder}/gradle.cjs" "$@"\n`);

const tools = () => {
  const known = toolsIn(folder, { findInterpreter: () => undefined });
  // AWS's client is there: nothing is fetched.
  mkdirSync(known.javaClientFolder, { recursive: true });
  return known;
};

const FUNCTION = { Type: "AWS::Serverless::Function", Properties: { CodeUri: "fn", Runtime: "java17" } };
const LAYER = {
  Type: "AWS::Serverless::LayerVersion",
  Metadata: { BuildMethod: "java17" },
  Properties: { ContentUri: "fn" },
};

async function packaged(known = tools(), resource: object = FUNCTION) {
  const { artifacts } = await buildFunctions({
    template: { Resources: { Fn: resource } } as never,
    projectFolder: folder,
    isBuilt: false,
    buildFolder: join(folder, "built"),
    artifactBucket: "artifacts",
    tools: known,
  });
  const files = Object.entries(unzipSync(artifacts[0]?.zip ?? Buffer.alloc(0)));
  return Object.fromEntries(files.map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
}

const calls = () =>
  readFileSync(join(folder, "calls"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("Java functions with a build.gradle", () => {
  test("have their classes in the root and what they need in lib; nothing is written among the sources", async () => {
    expect(await packaged()).toEqual({ "App.class": "one", "lib/x-1.0.jar": "x" });
    const [{ args, script, cwd }] = calls();
    expect(args).toEqual(expect.arrayContaining(["build", "--project-cache-dir", "--init-script"]));
    expect([script, cwd.endsWith("/fn")]).toEqual([true, true]);
    expect(readdirSync(join(folder, "fn")).sort()).toEqual(["build.gradle", "src"]);
  });

  test.each(["build.gradle", "build.gradle.kts"])(
    "%s comes before a pom.xml, as for sam build",
    async (name) => {
      rmSync(join(folder, "fn", "build.gradle"));
      write(`fn/${name}`, "");
      write("fn/pom.xml", "<project/>");
      await packaged();
      expect(calls()).toHaveLength(1);
    },
  );

  test("are built again when a source changed, what Gradle makes is none", async () => {
    const first = tools();
    await packaged(first);
    expect(first.steps).toEqual(["Fn: building with Gradle"]);
    for (const name of ["build/classes/Old.class", ".gradle/x"]) write(`fn/${name}`, "made");
    const again = tools();
    expect(await packaged(again)).toMatchObject({ "App.class": "one" });
    expect(again.steps).toEqual([]);
    write("fn/src/build/Part.java", "a package of that name");
    const changed = tools();
    await packaged(changed);
    expect(changed.steps).toHaveLength(1);
  });

  test("are built again when another part of their project changed", async () => {
    write("settings.gradle", "include 'fn', 'common'");
    write("common/src/Part.java", "one");
    await packaged();
    write("common/src/Part.java", "two");
    const changed = tools();
    await packaged(changed);
    expect(changed.steps).toHaveLength(1);
  });

  test("layers have their own jar in java/lib as well", async () => {
    expect(await packaged(tools(), LAYER)).toEqual({ "java/lib/fn.jar": "jar", "java/lib/x-1.0.jar": "x" });
  });

  test.each([["fn/gradlew"], ["gradlew"]])(
    "the wrapper %s is preferred to the machine's Gradle",
    async (name) => {
      writeWrapper(name);
      // `sam build` runs it itself; here it need not be a program.
      chmodSync(join(folder, name), 0o644);
      await packaged();
      expect(calls().map(({ by }) => by)).toEqual([name]);
    },
  );

  test("LAM-16 Gradle gets no keys", async () => {
    await packaged();
    expect(calls().map(({ key }) => key)).toEqual(["none"]);
  });

  test.each([
    ["broken", /^Fn could not be built: gradle failed\.\nApp\.java:1: error: class expected$/],
    [
      "offline",
      /^Fn could not be built: gradle failed\. Gradle did not reach a repository:.*\n> Could not GET/,
    ],
    [
      "no plugin",
      /^Fn could not be built: gradle made no jar of the folder; does it apply the plugin java\?$/,
    ],
  ])(
    "%s sources fail the deployment with Gradle's words, and nothing of it is kept",
    async (source, words) => {
      write("fn/src/App.java", source);
      await expect(packaged()).rejects.toThrow(words);
      write("fn/src/App.java", "mended");
      expect(await packaged()).toMatchObject({ "App.class": "mended" });
    },
  );

  test.each([
    ["with", /, or remove \S+\/fn\/gradlew to use the Gradle of this machine\.\nDownloading /],
    ["without", /name a mirror or a file\.\nDownloading /],
  ])(
    "a wrapper that cannot fetch its Gradle is told with what helps, %s Gradle on PATH",
    async (which, words) => {
      writeWrapper("fn/gradlew");
      write("fn/src/App.java", "fetch");
      if (which === "without") rmSync(join(folder, "bin", "gradle"));
      const building = packaged();
      await expect(building).rejects.toThrow(
        /^Fn could not be built: the wrapper \S+\/fn\/gradlew could not fetch Gradle from https:\/\/services\.gradle\.org\/distributions\/gradle-8\.5-bin\.zip: run it once where that address is reached/,
      );
      await expect(building).rejects.toThrow(words);
    },
  );

  test("without Gradle the build says what helps", async () => {
    rmSync(join(folder, "bin", "gradle"));
    await expect(packaged()).rejects.toThrow(
      /^Fn could not be built: Gradle is not on PATH: install it \(apt install gradle, .*add a wrapper to the project \(gradlew\)/,
    );
  });
});
