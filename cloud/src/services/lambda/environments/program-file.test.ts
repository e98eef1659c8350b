import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { formatProblem } from "./program-file.ts";

const folder = mkdtempSync(join(tmpdir(), "portcullis-program-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function elf(machine: number): Buffer {
  const head = Buffer.alloc(64);
  head.write("\u007fELF", "latin1");
  head.writeUInt16LE(machine, 18);
  return head;
}
const MACH_O = Buffer.concat([Buffer.from("cffaedfe", "hex"), Buffer.alloc(60)]);
const LINUX = { platform: "linux", arch: "x64" };
const MAC = { platform: "darwin", arch: "arm64" };

describe("Whether a bootstrap can run here", () => {
  test.each([
    ["a script", Buffer.from("#!/bin/sh\n"), LINUX, undefined],
    ["a binary of this machine", elf(62), LINUX, undefined],
    ["a binary of another processor", elf(183), LINUX, "exec format error"],
    ["a text", Buffer.from("echo hello, this is no program"), LINUX, "exec format error"],
    ["a macOS binary on macOS", MACH_O, MAC, undefined],
  ])("%s", (_title, content, host, problem) => {
    const file = join(folder, "bootstrap");
    writeFileSync(file, content);
    expect(formatProblem(file, host)).toBe(problem);
  });

  test.each([
    [elf(62), MAC, "it is built for Linux and this machine runs macOS: run Portcullis on Linux"],
    [MACH_O, LINUX, "it is built for macOS and this machine runs Linux"],
    [elf(62), { platform: "win32", arch: "x64" }, "it is built for Linux and this machine runs Windows"],
  ])("what was built for another system says so", (content, host, sentence) => {
    const file = join(folder, "bootstrap");
    writeFileSync(file, content);
    expect(formatProblem(file, host)).toContain(`exec format error (${sentence}`);
  });
});
