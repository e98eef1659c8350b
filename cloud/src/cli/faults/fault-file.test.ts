import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { faultOf } from "./fault.ts";
import { faultFile, keepFault } from "./fault-file.ts";
import { faultLines } from "./fault-lines.ts";

describe("the file of faults", () => {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-faults-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("has a line with the stack and what a report needs, for its owner alone", () => {
    const file = faultFile(folder);
    keepFault(file, faultOf(new TypeError("x is not\na function")), "unhandledRejection");

    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      level: "error",
      message: "TypeError: x is not",
      kind: "unhandledRejection",
      node: process.version,
      stack: expect.stringContaining("fault-file.test.ts"),
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("begins anew when it is long", () => {
    const file = join(folder, "long.log");
    appendFileSync(file, "x".repeat(1_048_577));

    keepFault(file, faultOf(new Error("new")), "uncaughtException");

    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ message: "Error: new" });
  });
});

describe("a fault", () => {
  it.each([
    [new RangeError("too far"), "RangeError", "too far"],
    ["thrown", "Thrown", "thrown"],
    [undefined, "Thrown", "undefined"],
    [null, "Thrown", "null"],
    [{ code: 7 }, "Thrown", '{"code":7}'],
    [Object.create(null), "Thrown", "{}"],
    [Symbol("s"), "Thrown", "Symbol(s)"],
    [circular(), "Thrown", "a value of type object"],
  ])("of %o says what it can", (reason, name, message) => {
    expect(faultOf(reason)).toMatchObject({ name, message });
  });

  it("is told in words that control no terminal", () => {
    const text = faultLines(faultOf(new Error("\u001b[2Jgone")), "goes-on", "/state/faults.log");

    expect(text).toContain("Error: \\u001b[2Jgone");
    expect(text).toContain("/state/faults.log");
  });
});

function circular(): object {
  const value: Record<string, unknown> = {};
  value["self"] = value;
  return value;
}
