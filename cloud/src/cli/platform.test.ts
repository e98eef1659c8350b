import { describe, expect, test } from "vitest";
import { UserError } from "../core/errors.ts";
import { assertRunsHere, platformWarning } from "./platform.ts";

describe("the system it runs on", () => {
  test("Linux: nothing to say", () => {
    expect([assertRunsHere("linux"), platformWarning("linux")]).toEqual([undefined, undefined]);
  });

  test("macOS starts, and says what does not work", () => {
    expect(assertRunsHere("darwin")).toBeUndefined();
    expect(platformWarning("darwin")).toMatch(/run on Linux only\. On darwin functions .* do not start/);
  });

  test("Windows is refused with what to do", () => {
    expect(() => assertRunsHere("win32")).toThrow(UserError);
    expect(() => assertRunsHere("win32")).toThrow("run it in WSL 2");
  });
});
