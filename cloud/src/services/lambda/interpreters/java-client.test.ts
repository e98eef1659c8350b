import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fillJavaClient, findJavaClient, javaClientProblem } from "./java-client.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "portcullis-java-client-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const NAMES = ["", "_musl"].flatMap((libc) =>
  ["x86_64", "aarch_64"].map((processor) => `jni/libaws-lambda-jni.linux${libc}-${processor}.so`),
);
/** A client with a native part for every system. */
const CLIENT = Buffer.from(
  zipSync(Object.fromEntries(NAMES.map((name) => [name, Buffer.from(`native ${name}`)]))),
);
const OTHER = Buffer.from("a jar");
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const CLIENT_NAME = "aws-lambda-java-runtime-interface-client";
const JARS = [
  { name: CLIENT_NAME, version: "2.9.0", sha256: sha256(CLIENT) },
  { name: "aws-lambda-java-core", version: "1.4.0", sha256: sha256(OTHER) },
  { group: "software.amazon.awssdk", name: "utils-lite", version: "2.34.0", sha256: sha256(OTHER) },
];
const contents = new Map<string, Uint8Array>([
  [`com.amazonaws:${CLIENT_NAME}:2.9.0`, CLIENT],
  ["com.amazonaws:aws-lambda-java-core:1.4.0", OTHER],
  ["software.amazon.awssdk:utils-lite:2.34.0", OTHER],
]);
const folder = () => join(root, "state", "java", "client");
const missing = { missing: expect.stringContaining("mvn dependency:get -Dartifact=com.amazonaws:") };

/** A Maven repository of a person that has these jars. */
function repository(client: Uint8Array): string {
  for (const [path, bytes] of [
    [`com/amazonaws/${CLIENT_NAME}/2.9.0/${CLIENT_NAME}-2.9.0.jar`, client],
    ["com/amazonaws/aws-lambda-java-core/1.4.0/aws-lambda-java-core-1.4.0.jar", OTHER],
    ["software/amazon/awssdk/utils-lite/2.34.0/utils-lite-2.34.0.jar", OTHER],
  ] as const) {
    const file = join(root, ".m2", "repository", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return root;
}

describe("AWS's client of the Runtime API for Java", () => {
  test("is missing with the command that brings it, until it is fetched or in the person's repository", async () => {
    expect(findJavaClient(folder(), root, JARS)).toEqual(missing);
    expect(findJavaClient(folder(), undefined, JARS)).toEqual(missing);
    expect(findJavaClient(folder(), repository(CLIENT), JARS)).toMatchObject({
      nativeLibrary: join(folder(), "libaws-lambda-jni.so"),
    });
    expect(findJavaClient(folder(), undefined, JARS)).not.toEqual(missing);
  });

  test("LAM-36 is taken only with the checksum that is known, wherever it comes from", async () => {
    const forged = Buffer.concat([CLIENT, Buffer.from("!")]);
    expect(findJavaClient(folder(), repository(forged), JARS)).toEqual(missing);
    const fetched = fillJavaClient(
      folder(),
      async ({ coordinates }) => (coordinates.includes(CLIENT_NAME) ? forged : OTHER),
      JARS,
    );
    await expect(fetched).rejects.toThrow(`${CLIENT_NAME}-2.9.0.jar has another checksum`);
    expect(findJavaClient(folder(), undefined, JARS)).toEqual(missing);
  });

  test("LAM-15 has its native part unpacked beside it, where no function can write", async () => {
    await fillJavaClient(folder(), async ({ coordinates }) => contents.get(coordinates) ?? Buffer.of(), JARS);
    const found = findJavaClient(folder(), undefined, JARS);
    if ("missing" in found) throw new Error(found.missing);
    expect(readFileSync(found.nativeLibrary, "utf8")).toMatch(/^native jni\/libaws-lambda-jni\.linux/);
    for (const path of [folder(), found.nativeLibrary, found.classPath[0] ?? ""]) {
      expect(statSync(path).mode & 0o222, path).toBe(0);
    }
  });

  test.each([
    ["linux", "x64", undefined],
    ["linux", "arm64", undefined],
    ["linux", "riscv64", "this is linux riscv64"],
    ["darwin", "arm64", "this is darwin arm64: run Portcullis on Linux"],
  ])("on %s %s: %s", (platform, arch, problem) => {
    const found = javaClientProblem({ platform, arch });
    expect(found).toEqual(problem === undefined ? undefined : expect.stringContaining(problem));
  });
});
