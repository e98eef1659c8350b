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

  test.runIf(process.platform === "linux")(
    "a state folder where none can be made ends, and is told in words",
    () => {
      const thrown = thrownBy(() => openStateFolder("/proc/portcullis/state"));
      expect(stateError(thrown, "/proc/portcullis/state")).toMatchObject({
        message: "The state folder /proc/portcullis/state cannot be made: nothing can be made there.",
      });
    },
  );

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
    ["EROFS", "The state folder /s is on a disk that can only be read."],
    ["EACCES", "This user may not write to the state folder /s."],
    ["SQLITE_CANTOPEN", "The database in the state folder /s cannot be opened: is it a file of this user?"],
    ["ENOENT", "The state folder /s cannot be made: nothing can be made there."],
    ["ENOTDIR", "The state folder /s cannot be made: it is a file, or below one."],
  ])("%s", (code, message) => {
    expect(stateError(Object.assign(new Error("x"), { code }), "/s")).toMatchObject({ message });
  });

  test("other errors are not disguised", () => {
    const error = new Error("bug");
    expect(stateError(error, "/s")).toBe(error);
    expect(stateError(undefined, "/s")).toBeUndefined();
  });
});
