import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import { toolsIn } from "../testing/build-tools.ts";
import { takeAsItIs } from "./copy-builder.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "portcullis-copy-"));
  mkdirSync(join(root, "out"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function taken(name: string, content: Uint8Array | string): Promise<string[]> {
  writeFileSync(join(root, name), content);
  await takeAsItIs({
    logicalId: "Fn",
    kind: "function",
    metadata: {},
    projectFolder: root,
    sourceFolder: join(root, name),
    outputFolder: join(root, "out"),
    buildProperties: {},
    runtime: "python3.12",
    program: "bootstrap",
    tools: toolsIn(root, {}),
  });
  return readdirSync(join(root, "out"));
}

test.each(["code.zip", "code.JAR"])("the files of the archive %s", async (name) => {
  expect(await taken(name, zipSync({ "app.py": Buffer.from("1") }))).toEqual(["app.py"]);
});

test("a single file, which sam package puts into an archive", async () => {
  expect(await taken("app.py", "def handler(event, context): return 1\n")).toEqual(["app.py"]);
});

test("an archive that is none is named", async () => {
  await expect(taken("code.zip", "none")).rejects.toThrow(`Fn: ${join(root, "code.zip")} is no zip archive.`);
});

test("LAM-6 an archive that declares more than a function may have is refused before it is unpacked", async () => {
  const archive = Buffer.from(zipSync({ "app.py": Buffer.from("1"), "data.bin": Buffer.alloc(1000) }));
  // The declared size of an entry of the directory at the end: 24 bytes behind its signature.
  const entry = archive.lastIndexOf(Buffer.from("PK\u0001\u0002"));
  archive.writeUInt32LE(262_144_000, entry + 24);
  await expect(taken("code.zip", archive)).rejects.toThrow(
    `Fn: what ${join(root, "code.zip")} unpacks to must be smaller than 262144000 bytes.`,
  );
  expect(readdirSync(join(root, "out"))).toEqual([]);
});
