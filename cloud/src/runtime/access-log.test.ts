import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { systemClock, systemTimers } from "../core/clock.ts";
import { type Logger, silentLogger } from "../core/logger.ts";
import { createLogFiles } from "../store/log-files/index.ts";
import { createAccessLog } from "./access-log.ts";

const ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/api/home";

const logFilesIn = (stateDir: string, logger: Logger) =>
  createLogFiles(join(stateDir, "logs"), { clock: systemClock, timers: systemTimers, logger });

function prepare(limitBytes?: number) {
  const stateDir = mkdtempSync(join(tmpdir(), "portcullis-access-log-"));
  const warnings: string[] = [];
  const logger = { ...silentLogger, warn: (_: object, text: string) => void warnings.push(text) };
  const files = logFilesIn(stateDir, logger);
  const write = createAccessLog(files, limitBytes);
  const read = (name: string): string => readFileSync(join(stateDir, "logs", name), "utf8");
  return { stateDir, write, flush: files.flush, warnings, read };
}

describe("access log", () => {
  test("lines of a busy moment are all written, in their order", async () => {
    const { write, flush, read } = prepare();
    const lines = Array.from({ length: 1_000 }, (_, index) => `{"n":${index}}`);
    for (const line of lines) write(ARN, line);
    await flush();
    expect(read("aws-api-home.log")).toBe(`${lines.join("\n")}\n`);
  });

  test("LOGS-2 groups whose names make the same file name do not share a file, after a restart either", async () => {
    const { stateDir, write, flush, read } = prepare();
    const arnOf = (group: string) => `arn:aws:logs:eu-west-1:123456789012:log-group:${group}`;
    write(arnOf("/secret/api"), "theirs");
    write(arnOf("secret-api"), "ours");
    await flush();
    expect([read("secret-api.log"), read("secret-api-2.log")]).toEqual(["theirs\n", "ours\n"]);
    const files = logFilesIn(stateDir, silentLogger);
    createAccessLog(files)(arnOf("secret-api"), "more");
    await files.flush();
    const ours = files.streams().filter(({ group }) => group === "secret-api");
    expect(ours.flatMap((stream) => files.events(stream)).map(({ message }) => message)).toEqual([
      "ours",
      "more",
    ]);
    rmSync(stateDir, { recursive: true });
  });

  test("each log group has a file of its own, and no name leaves the folder", async () => {
    const { stateDir, write, flush } = prepare();
    write(ARN, "a");
    write("arn:aws:logs:eu-west-1:123456789012:log-group:../../etc/passwd", "b");
    write("arn:aws:logs:eu-west-1:123456789012:log-group:///", "c");
    await flush();
    const texts = readdirSync(join(stateDir, "logs")).filter((name) => name.endsWith(".log"));
    expect(texts.sort()).toEqual(["access.log", "aws-api-home.log", "etc-passwd.log"]);
  });

  test("a full file makes room for a new one, and one older is kept", async () => {
    const { write, flush, read } = prepare(10);
    for (const line of ["first line", "second line", "third line"]) {
      write(ARN, line);
      await flush();
    }
    expect([read("aws-api-home.1.log"), read("aws-api-home.log")]).toEqual(["second line\n", "third line\n"]);
  });

  test("lines that cannot be written are reported, and later ones are written", async () => {
    const { stateDir, write, flush, warnings, read } = prepare();
    rmSync(join(stateDir, "logs"), { recursive: true, force: true });
    write(ARN, "a");
    await flush();
    rmSync(join(stateDir, "logs"), { recursive: true, force: true });
    write(ARN, "lost");
    await flush();
    expect(warnings).toEqual(["Log lines were lost."]);
    const again = logFilesIn(stateDir, silentLogger);
    createAccessLog(again)(ARN, "kept");
    await again.flush();
    expect(read("aws-api-home.log")).toBe("kept\n");
  });
});
