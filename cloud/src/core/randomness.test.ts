import { describe, expect, test } from "vitest";
import { systemRandomness } from "./randomness.ts";

describe("systemRandomness.bytes", () => {
  test("hands out no byte twice, over many pools", () => {
    const seen = new Set(Array.from({ length: 2_000 }, () => systemRandomness.bytes(16).toString("hex")));
    expect(seen.size).toBe(2_000);
  });

  test.each([0, 1, 31, 4_095, 4_096, 4_097, 100_000])("%i bytes are that many, and not all zero", (size) => {
    const bytes = systemRandomness.bytes(size);
    expect(bytes.length).toBe(size);
    expect(size > 15 && bytes.every((byte) => byte === 0)).toBe(false);
  });

  test("what was handed out is the caller's: writing to it changes nothing that comes later", () => {
    const first = systemRandomness.bytes(32);
    first.fill(0xff);
    expect(systemRandomness.bytes(32).every((byte) => byte === 0xff)).toBe(false);
  });
});
