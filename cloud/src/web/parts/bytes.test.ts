import { expect, test } from "vitest";
import { hexOfBytes, sizeText, textOfBytes } from "./bytes.ts";

test.each([
  ["plain", Buffer.from("a\tb\r\nc"), "a\tb\nc"],
  ["UTF-8", Buffer.from("ä€😀"), "ä€😀"],
  ["cut within a character", Buffer.from("ä€😀").subarray(0, 7), "ä€"],
  ["text that turns around", Buffer.from("a\u202Eb"), "a\\u202eb"],
  ["NUL", Buffer.from("a\0b"), undefined],
  ["ESC", Buffer.from("\u001b[2J"), undefined],
  ["no UTF-8", Buffer.from([0xff, 0xfe, 0x41, 0x42, 0x43, 0x44]), undefined],
])("%s", (_title, bytes, expected) => {
  expect(textOfBytes(bytes)).toBe(expected);
});

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [1_023, "1023 bytes"],
  [1_024, "1.0 KiB"],
  [1_048_575, "1024.0 KiB"],
  [5 * 1_024 ** 4, "5.0 TiB"],
])("%d is %s", (bytes, expected) => {
  expect(sizeText(bytes)).toBe(expected);
});

test("digits stand in pairs, sixteen on a line, and only the beginning", () => {
  expect(hexOfBytes(Buffer.alloc(18, 1), 17)).toBe(`${"01 ".repeat(15)}01\n01`);
});
