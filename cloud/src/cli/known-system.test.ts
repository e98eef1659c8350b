import { expect, test } from "vitest";
import { assertKnownSystem } from "./known-system.ts";

test.each(["linux", "darwin"])("%s is a system that a cloud starts on", (platform) => {
  expect(() => assertKnownSystem(platform)).not.toThrow();
});

test.each([
  ["win32", "Portcullis runs on Linux and macOS, not on Windows: use it in WSL."],
  ["freebsd", "Portcullis runs on Linux and macOS, not on freebsd."],
])("%s is refused in a sentence", (platform, message) => {
  expect(() => assertKnownSystem(platform)).toThrow(message);
});
