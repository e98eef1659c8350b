import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentLogger } from "../../core/logger.ts";
import type { LogFileOptions } from "../../core/ports/log-files.ts";
import { createLogFiles } from "./index.ts";

const OPTIONS: LogFileOptions = {
  path: "orders/2026-09-03-a",
  group: "/aws/lambda/orders",
  stream: "2026/09/03/[$LATEST]a",
  limitBytes: 1_000,
  pauseMs: 100,
  keepsLineEnds: true,
};
const STREAM = { group: OPTIONS.group, name: OPTIONS.stream };

let root: string;
let now: number;
let waiting: (() => void)[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "portcullis-log-files-"));
  now = 1_000;
  waiting = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function openFolder() {
  const timers = {
    after: (_: number, work: () => void) => {
      waiting.push(work);
      return () => undefined;
    },
    elapsed: () => 0,
  };
  return createLogFiles(root, { clock: { now: () => now }, timers, logger: silentLogger });
}

function at(time: number): void {
  now = time;
}
const textOf = (path: string) => readFileSync(join(root, path), "utf8");

describe("log files", () => {
  test("each line is an event with the time at which it began", async () => {
    const files = openFolder();
    const file = files.open(OPTIONS);
    file.write("one é\ntw");
    at(2_000);
    file.write("o\nthree\n");
    file.write("");
    at(3_000);
    file.write("four, not ended");
    await files.flush();

    expect(textOf("orders/2026-09-03-a.log")).toBe("one é\ntwo\nthree\nfour, not ended");
    expect(files.events(STREAM)).toEqual([
      { timestamp: 1_000, ingestedAt: 1_000, position: 0, message: "one é\n" },
      { timestamp: 1_000, ingestedAt: 1_000, position: 7, message: "two\n" },
      { timestamp: 2_000, ingestedAt: 2_000, position: 11, message: "three\n" },
    ]);
    expect(files.streams()).toMatchObject([{ ...STREAM, createdAt: 1_000, lastWrittenAt: 3_000 }]);
  });

  test("what is written together reaches the disk in one go, after the pause", async () => {
    const files = openFolder();
    const file = files.open(OPTIONS);
    file.write("a\n");
    file.write("b\n");
    expect(waiting).toHaveLength(1);
    expect(existsSync(join(root, "orders/2026-09-03-a.log"))).toBe(false);
    waiting[0]?.();
    await files.flush();
    expect(textOf("orders/2026-09-03-a.log")).toBe("a\nb\n");
  });

  test("lines of an access log are events without their ends, and go on after a new start", async () => {
    const options = { ...OPTIONS, path: "aws-api", keepsLineEnds: false };
    const first = openFolder();
    first.open(options).write("{}\n");
    await first.flush();
    at(5_000);
    const second = openFolder();
    second.open(options).write('{"n":2}\n');
    await second.flush();
    expect(second.events(STREAM).map(({ timestamp, message }) => [timestamp, message])).toEqual([
      [1_000, "{}"],
      [5_000, '{"n":2}'],
    ]);
  });

  test("places go on when a file is full and another one begins", async () => {
    const files = openFolder();
    const file = files.open({ ...OPTIONS, limitBytes: 10 });
    for (const line of ["first line\n", "second line\n", "third line\n"]) {
      file.write(line);
      await files.flush();
    }
    expect(files.events(STREAM).map(({ position, message }) => [position, message])).toEqual([
      [11, "second line\n"],
      [23, "third line\n"],
    ]);
    expect(files.streams()).toHaveLength(1);
  });

  test("what is forgotten is shown no more, its text stays, and what comes later is shown", async () => {
    const files = openFolder();
    const file = files.open(OPTIONS);
    file.write("old\n");
    await files.flush();
    files.forget(OPTIONS.group, "another stream");
    expect(files.events(STREAM)).toHaveLength(1);

    files.forget(OPTIONS.group);
    expect([files.streams(), files.events(STREAM)]).toEqual([[], []]);
    at(9_000);
    file.write("new\n");
    await files.flush();
    expect(files.events(STREAM).map(({ message }) => message)).toEqual(["new\n"]);
    expect(textOf("orders/2026-09-03-a.log")).toBe("old\nnew\n");
  });

  test("text without its times, as a kill leaves it, counts as written with what stands before it", async () => {
    const files = openFolder();
    files.open(OPTIONS).write("a\n");
    await files.flush();
    appendFileSync(join(root, "orders/2026-09-03-a.log"), "b\n");
    expect(files.events(STREAM).map(({ timestamp }) => timestamp)).toEqual([1_000, 1_000]);
  });

  test.each(["", "no JSON\n", "{}\n", '{"group":1,"stream":"x"}\n', "null\n"])(
    "a file of times that says %j is passed over",
    (times) => {
      writeFileSync(join(root, "x.times"), times);
      writeFileSync(join(root, "x.log"), "line\n");
      expect(openFolder().streams()).toEqual([]);
    },
  );

  test("more than fits while the disk is slow is dropped, and said", async () => {
    const files = openFolder();
    const file = files.open({ ...OPTIONS, limitBytes: 10_000_000 });
    file.write("x".repeat(1_048_577));
    file.write("dropped");
    await files.flush();
    expect(textOf("orders/2026-09-03-a.log")).toMatch(/x\n… 7 characters were dropped\n$/);
  });

  test("a file whose writer has ended is let go once it is quiet; a last line is written", async () => {
    const files = openFolder();
    const file = files.open(OPTIONS);
    file.write("a\n");
    file.end();
    file.write("b\n");
    for (const work of waiting.splice(0)) work();
    await files.flush();
    expect(textOf("orders/2026-09-03-a.log")).toBe("a\nb\n");
    expect(files.open(OPTIONS)).toBe(file);
    for (const work of waiting.splice(0)) work();
    expect(files.open(OPTIONS)).not.toBe(file);
  });
});
