import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { silentLogger } from "../core/logger.ts";
import { createAccessLog } from "./access-log.ts";

const ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/api/home";

function prepare(limitBytes?: number) {
  const stateDir = mkdtempSync(join(tmpdir(), "portcullis-access-log-"));
  const warnings: string[] = [];
  const logger = { ...silentLogger, warn: (_: object, text: string) => void warnings.push(text) };
  const log = createAccessLog(stateDir, logger, limitBytes);
  const read = (name: string): string => readFileSync(join(stateDir, "logs", name), "utf8");
  return { stateDir, log, warnings, read };
}

describe("access log", () => {
  test("lines of a busy moment are all written, in their order", async () => {
    const { log, read } = prepare();
    const lines = Array.from({ length: 1_000 }, (_, index) => `{"n":${index}}`);
    for (const line of lines) log.write(ARN, line);
    await log.flush();
    expect(read("aws-api-home.log")).toBe(`${lines.join("\n")}\n`);
  });

  test("each log group has a file of its own, and no name leaves the folder", async () => {
    const { stateDir, log } = prepare();
    log.write(ARN, "a");
    log.write("arn:aws:logs:eu-west-1:123456789012:log-group:../../etc/passwd", "b");
    log.write("arn:aws:logs:eu-west-1:123456789012:log-group:///", "c");
    await log.flush();
    expect(readdirSync(join(stateDir, "logs")).sort()).toEqual([
      "access.log",
      "aws-api-home.log",
      "etc-passwd.log",
    ]);
  });

  test("a full file makes room for a new one, and one older is kept", async () => {
    const { log, read } = prepare(10);
    for (const line of ["first line", "second line", "third line"]) {
      log.write(ARN, line);
      await log.flush();
    }
    expect([read("aws-api-home.1.log"), read("aws-api-home.log")]).toEqual(["second line\n", "third line\n"]);
  });

  test("lines that cannot be written are reported, and later ones are written", async () => {
    const { stateDir, log, warnings, read } = prepare();
    rmSync(join(stateDir, "logs"), { recursive: true, force: true });
    log.write(ARN, "a");
    await log.flush();
    rmSync(join(stateDir, "logs"), { recursive: true, force: true });
    log.write(ARN, "lost");
    await log.flush();
    expect(warnings).toEqual(["Access log lines were lost."]);
    const again = createAccessLog(stateDir, silentLogger);
    again.write(ARN, "kept");
    await again.flush();
    expect(read("aws-api-home.log")).toBe("kept\n");
  });
});
