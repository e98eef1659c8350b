import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { launchJava } from "./java.ts";
import type { LauncherContext } from "./launcher.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "portcullis-launch-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const CLIENT = { classPath: ["/client/ric.jar", "/client/core.jar"], nativeLibrary: "/client/native.so" };

function launch(runtime: string, changes: Partial<LauncherContext> = {}, memorySize = 512) {
  const context = {
    configuration: { runtime, memorySize, handler: "bakery.Oven::bake" },
    taskRoot: join(root, "task"),
    layersFolder: undefined,
    findInterpreter: () => ({ interpreter: { path: "/jdk/bin/java", version: "17" }, warning: undefined }),
    javaClient: () => CLIENT,
    scratchDir: "/scratch",
    credentials: { accessKeyId: "ASIA", secretAccessKey: "s", sessionToken: "t", expiration: 0 },
    ...changes,
  };
  const program = launchJava(context as unknown as LauncherContext);
  if (typeof program === "string") throw new Error(program);
  return program;
}

const write = (name: string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), "");
};

test("java17 runs AWS's client with the handler, and the keys by their usual names only", () => {
  const { command, args, runtimeDir, environment } = launch("java17");
  expect([command, runtimeDir, environment]).toEqual(["/jdk/bin/java", "/client", {}]);
  expect(args.slice(-4)).toEqual([
    "-cp",
    "/client/ric.jar:/client/core.jar",
    "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
    "bakery.Oven::bake",
  ]);
});

test.each([
  [512, "-XX:MaxHeapSize=445644k"],
  [128, "-XX:MaxHeapSize=111411k"],
])("the heap is 85 hundredths of %s MB", (memorySize, flag) => {
  expect(launch("java17", {}, memorySize).args).toContain(flag);
});

test.each([
  ["java8.al2", false],
  ["java11", false],
  ["java17", true],
  ["java25", true],
])("%s: the flags and variables of a new one: %s", (runtime, isNew) => {
  const { args, environment } = launch(runtime);
  expect(args.includes("-XX:TieredStopAtLevel=1")).toBe(isNew);
  expect(environment).toEqual(isNew ? {} : { AWS_ACCESS_KEY: "ASIA", AWS_SECRET_KEY: "s" });
});

test("LAM-15 nothing of it is written to the /tmp of the machine", () => {
  const property = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
  expect(launch("java17").args).toEqual(
    expect.arrayContaining([
      "-XX:-UsePerfData",
      "-Djava.io.tmpdir=/scratch",
      `-D${property}=/client/native.so`,
    ]),
  );
});

test("jars of layers come behind those of the function, all in the order of their names", () => {
  for (const name of ["task/lib/b.jar", "task/lib/a.jar", "task/lib/notes.txt", "opt/java/lib/c.jar"])
    write(name);
  const { args } = launch("java17", { layersFolder: join(root, "opt") });
  const expected = ["task", "task/lib/a.jar", "task/lib/b.jar", "opt/java/lib/c.jar"];
  expect(args[args.indexOf("-cp") + 1]).toBe(
    [...CLIENT.classPath, ...expected.map((name) => join(root, name))].join(":"),
  );
});

test.each([
  ["17", false],
  ["25", true],
])("Java %s is told that native parts are allowed: %s", (version, isTold) => {
  const interpreter = { path: "/jdk/bin/java", version };
  const { args } = launch("java17", { findInterpreter: () => ({ interpreter, warning: undefined }) });
  expect(args.includes("--enable-native-access=ALL-UNNAMED")).toBe(isTold);
});

test.each<[string, Partial<LauncherContext>]>([
  ["no java", { findInterpreter: () => ({ missing: "no java" }) }],
  ["no client", { javaClient: () => ({ missing: "no client" }) }],
])("without it the reason is %s", (reason, changes) => {
  expect(() => launch("java17", changes)).toThrow(reason);
});
