import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UserError } from "../../core/errors.ts";
import { openDatabase } from "../../store/sqlite.ts";
import { stateError } from "./state-error.ts";
import { openStateFolder } from "./state-folder.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "state-"));

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("It did not fail.");
}

describe("stateError", () => {
  test.each(["file", "file/below"])("a state folder at %s, where a file is, is told in words", (name) => {
    const place = folder();
    writeFileSync(join(place, "file"), "");
    const path = join(place, name);
    const told = stateError(
      thrownBy(() => openStateFolder(path)),
      path,
    );
    expect(told).toBeInstanceOf(UserError);
    expect(told).toMatchObject({ nextCommand: "npx portcullis up --state <folder>" });
  });

  test("a damaged database is told in words", () => {
    const file = join(folder(), "cloud.db");
    writeFileSync(file, Buffer.alloc(8_192, 7));
    expect(
      stateError(
        thrownBy(() => openDatabase(file)),
        "/s",
      ),
    ).toMatchObject({
      message: "The database in the state folder /s is damaged.",
      nextCommand: "npx portcullis reset",
    });
  });

  test.each([
    ["SQLITE_FULL", "The disk with the state folder /s is full."],
    ["SQLITE_IOERR_WRITE", "The disk with the state folder /s is full."],
    ["EROFS", "This user may not write to the state folder /s."],
  ])("%s", (code, message) => {
    expect(stateError(Object.assign(new Error("x"), { code }), "/s")).toMatchObject({ message });
  });

  test("other errors are not disguised", () => {
    const error = new Error("bug");
    expect(stateError(error, "/s")).toBe(error);
    expect(stateError(undefined, "/s")).toBeUndefined();
  });
});
