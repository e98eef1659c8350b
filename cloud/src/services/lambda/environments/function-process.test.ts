import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FunctionProcess, type ProcessExit, startProcess } from "./function-process.ts";
import { markOf } from "./launch.ts";

const NO_REGISTRY = { add: () => {}, remove: () => {}, close: () => {} };

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-process-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program of one environment, which says so when it is there and when it is asked whether it lives. */
function program() {
  const words: string[] = [];
  let ended: ((exit: ProcessExit) => void) | undefined;
  const exited = new Promise<ProcessExit>((resolve) => {
    ended = resolve;
  });
  const process = startProcess(
    {
      command: "/bin/sh",
      args: ["-c", "trap 'echo alive' USR1; echo here; sleep 600 & while :; do wait; done"],
      cwd: folder,
      environment: { PATH: "/usr/bin:/bin", TMPDIR: folder },
      mark: markOf(folder),
    },
    {
      output: (text) => void words.push(...text.split("\n")),
      exited: (exit) => {
        words.push("ended");
        ended?.(exit);
      },
      failed: (reason) => void words.push(reason),
    },
    NO_REGISTRY,
  );
  return { process: process as FunctionProcess, words, exited };
}

/** Waits for a word, or for the end of the program. */
async function said({ words }: { readonly words: readonly string[] }, word: string): Promise<string> {
  const found = () => words.find((each) => each === word || each === "ended");
  await expect.poll(found).toBeDefined();
  return found() ?? "";
}

test.skipIf(!existsSync("/proc/self/stat"))(
  "LAM-14 the end of a killed program leaves the next one of its environment alone",
  async () => {
    const first = program();
    expect(await said(first, "here")).toBe("here");
    first.process.kill();
    const second = program();
    expect(await first.exited).toEqual({ status: undefined, signal: "SIGKILL" });

    expect(await said(second, "here")).toBe("here");
    process.kill(second.process.pid, "SIGUSR1");
    expect(await said(second, "alive")).toBe("alive");

    second.process.kill();
    await second.exited;
  },
);
