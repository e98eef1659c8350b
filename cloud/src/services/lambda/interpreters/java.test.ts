import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { InterpreterPlaces } from "./interpreter.ts";
import { createJavaFinder, javaVersionOf } from "./java.ts";

let root = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "portcullis-java-")));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const LINUX = { platform: "linux", arch: "x64" };
/** Versions that no machine has: its own JDKs are found as well. */
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text, { mode: 0o755 });
};

/** A machine on which each of these files is the java of a version, and nothing else is one. */
function machine(files: Readonly<Record<string, string | undefined>>, chosen?: string) {
  for (const file of Object.keys(files)) write(file, "");
  const places: InterpreterPlaces = {
    chosen: chosen === undefined ? undefined : join(root, chosen),
    environment: { PATH: `${root}/a:${root}/b`, HOME: `${root}/home`, JAVA_HOME: `${root}/jdk` },
    ask: (file) => {
      const version = files[file.slice(root.length + 1)];
      return version === undefined ? undefined : { path: file, version };
    },
  };
  return createJavaFinder(places, LINUX);
}

describe("The java of a Java runtime", () => {
  test.each<[string, string, Readonly<Record<string, string | undefined>>, string]>([
    ["is the one of its version on PATH", "java17", { "a/java": "21", "b/java": "17" }, "b/java"],
    ["may be that of JAVA_HOME", "java11", { "jdk/bin/java": "11", "a/java": "17" }, "jdk/bin/java"],
    [
      "may be one of SDKMAN",
      "java21",
      { "a/java": "17", "home/.sdkman/candidates/java/21.0.2-amzn/bin/java": "21" },
      "home/.sdkman/candidates/java/21.0.2-amzn/bin/java",
    ],
    ["is passed over when it does not run", "java17", { "a/java": undefined, "b/java": "17" }, "b/java"],
    ["is 8 for java8.al2", "java8.al2", { "a/java": "17", "b/java": "8" }, "b/java"],
  ])("%s", (_title, runtime, files, expected) => {
    expect(machine(files)(runtime)).toMatchObject({
      interpreter: { path: join(root, expected) },
      warning: undefined,
    });
  });

  test("where it is missing the nearest newer one is taken, with a warning", () => {
    const find = machine({ "a/java": "25", "jdk/bin/java": "21", "b/java": "11" });
    expect(find("java17")).toEqual({
      interpreter: { path: join(root, "jdk/bin/java"), version: "21" },
      warning: `java17 runs on Java 21 (${root}/jdk/bin/java); install Java 17 to have what AWS has`,
    });
  });

  test("an older one is none: it is missing by name, with what helps", () => {
    expect(machine({ "a/java": "11" })("java17")).toEqual({
      missing:
        "java17 needs Java 17 or newer, which is neither in JAVA_HOME, on PATH nor in SDKMAN: install a JDK (apt install openjdk-17-jdk-headless, brew install openjdk@17, sdk install java 17-amzn), or name a program with --java <path>",
    });
  });

  test("the one that a person names is taken whatever its version is, with a warning", () => {
    expect(machine({ "mine/java": "11", "a/java": "17" }, "mine/java")("java17")).toMatchObject({
      interpreter: { path: join(root, "mine/java"), version: "11" },
      warning: expect.stringContaining("runs on Java 11"),
    });
  });

  test.each([["7"], [undefined]])("a person's own that is Java %s is refused", (version) => {
    expect(machine({ "mine/java": version }, "mine/java")("java17")).toEqual({
      missing: `--java ${root}/mine/java is no Java 8 or newer that runs here`,
    });
  });

  test("where AWS's client does not run it is missing whatever there is", () => {
    const places = { environment: {}, ask: (path: string) => ({ path, version: "17" }) };
    const find = createJavaFinder(places, { platform: "darwin", arch: "arm64" });
    expect(find("java17")).toEqual({ missing: expect.stringContaining("run Portcullis on Linux") });
  });

  test.each([
    ["17.0.15", "17"],
    ["1.8.0_452", "8"],
    ["99", "99"],
  ])("a JDK that says %s of itself is Java %s, by whichever name it is called", (release, version) => {
    write("jdk/bin/java", "");
    write("jdk/release", `IMPLEMENTOR="X"\nJAVA_VERSION="${release}"\n`);
    mkdirSync(join(root, "a"));
    symlinkSync(join(root, "jdk/bin/java"), join(root, "a/java"));
    const find = createJavaFinder({ chosen: join(root, "a/java"), environment: {} }, LINUX);
    expect(find(`java${version}`)).toEqual({
      interpreter: { path: join(root, "jdk/bin/java"), version },
      warning: undefined,
    });
  });

  test("one that says nothing is asked; LAM-16: without the keys of the person", () => {
    write(
      "mine/java",
      `#!/bin/sh\n[ -z "$AWS_SECRET_ACCESS_KEY" ] || exit 1\nprintf '    java.home = ${root}/home\\n    java.specification.version = 1.8\\n' >&2\n`,
    );
    const environment = { PATH: "/bin:/usr/bin", AWS_SECRET_ACCESS_KEY: "s" };
    expect(createJavaFinder({ chosen: join(root, "mine/java"), environment }, LINUX)("java8")).toEqual({
      interpreter: { path: join(root, "home/bin/java"), version: "8" },
      warning: undefined,
    });
  });
});

test.each([
  ["java17", 17],
  ["java8.al2", 8],
  ["java8", 8],
  ["javascript", Number.NaN],
])("the version of %s is %s", (name, expected) => {
  expect(javaVersionOf(name)).toBe(expected);
});
