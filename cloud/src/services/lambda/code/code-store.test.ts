import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { zipOf } from "../testing/service.ts";
import { createCodeStore } from "./code-store.ts";

const directory = mkdtempSync(join(tmpdir(), "portcullis-code-"));
const code = createCodeStore(directory);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const COULD_NOT = /^Could not unzip uploaded file/;

describe("Code packages", () => {
  test("files keep their executable bit and are read-only; the same package is kept once", async () => {
    const zip = zipOf({ "bootstrap*": "#!/bin/sh\n", "lib/data.txt": "text" });
    const first = await code.save(zip);
    expect(await code.save(zip)).toEqual(first);
    expect(first.codeSize).toBe(zip.length);
    const folder = code.folderOf(first.codeSha256);
    expect(statSync(join(folder, "bootstrap")).mode & 0o777).toBe(0o555);
    expect(statSync(join(folder, "lib/data.txt")).mode & 0o777).toBe(0o444);
    expect(readFileSync(join(folder, "lib/data.txt"), "utf8")).toBe("text");
  });

  test.each([["../up.js"], ["/absolute.js"], ["a/../../up.js"], ["a\\..\\up.js"], ["a\0b"]])(
    "LAM-5: an entry named %j is refused",
    async (name) => {
      await expect(code.save(zipOf({ [name]: "x", "index.js": "" }))).rejects.toThrow(COULD_NOT);
    },
  );

  test("LAM-6: a package that unpacks to more than 250 MB is refused, also when it lies about it", async () => {
    const zip = zipOf({ "big.bin": "0".repeat(5_000_000) });
    const declared = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24;
    const bomb = Buffer.from(zip);
    bomb.writeUInt32LE(300_000_000, declared);
    await expect(code.save(bomb)).rejects.toThrow("Unzipped size must be smaller than 262144000 bytes");
    const liar = Buffer.from(zip);
    liar.writeUInt32LE(100, declared);
    await expect(code.save(liar)).rejects.toThrow(COULD_NOT);
  });

  test("LAM-15 nothing of a package can be written: functions with the same one share its folder", async () => {
    const { codeSha256 } = await code.save(zipOf({ "lib/index.js": "1" }));
    const folder = code.folderOf(codeSha256);
    const writable = [folder, join(folder, "lib"), join(folder, "lib/index.js")].filter(
      (path) => (statSync(path).mode & 0o222) !== 0,
    );
    expect(writable).toEqual([]);
    await code.removeUnused(new Set());
    expect(existsSync(folder)).toBe(false);
  });

  test.each<[string, Record<string, string>]>([
    ["a file and a folder of one name", { a: "1", "a/b": "2" }],
    ["a file below a file", { "a/b": "2", a: "1" }],
    ["no name but the folder itself", { ".": "1" }],
    ["a name of more than 255 bytes", { [`${"n".repeat(256)}.js`]: "1" }],
  ])("a package with %s is refused", async (_title, files) => {
    await expect(code.save(zipOf(files))).rejects.toThrow(COULD_NOT);
  });

  test("of two entries with one name the last counts; ./ before a name means nothing", async () => {
    const zip = zipOf({ "index.js": "first", "indey.js": "last", "./lib/a.js": "a" });
    const doubled = Buffer.from(zip.toString("latin1").replaceAll("indey.js", "index.js"), "latin1");
    const folder = code.folderOf((await code.save(doubled)).codeSha256);
    expect(readFileSync(join(folder, "index.js"), "utf8")).toBe("last");
    expect(readFileSync(join(folder, "lib/a.js"), "utf8")).toBe("a");
  });

  test("a package whose content has another checksum is refused", async () => {
    const zip = zipOf({ "index.js": "exports.handler = 1" });
    const checksum = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 16;
    zip.writeUInt32LE((zip.readUInt32LE(checksum) ^ 1) >>> 0, checksum);
    await expect(code.save(zip)).rejects.toThrow(COULD_NOT);
  });

  test("a symbolic link is refused by name", async () => {
    const zip = zipOf({ link: "target" });
    const entry = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    zip.writeUInt32LE(0xa1ff0000, entry + 38);
    await expect(code.save(zip)).rejects.toThrow("symbolic link (link): not supported");
  });

  test.each([
    ["empty", Buffer.alloc(0)],
    ["text", Buffer.from("not a zip at all, but long enough to look at")],
    ["cut off", zipOf({ "index.js": "1" }).subarray(0, 60)],
  ])("an archive that is %s is refused", async (_title, zip) => {
    await expect(code.save(zip)).rejects.toThrow(COULD_NOT);
  });
});
