import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inspectPicture } from "./picture-kinds.ts";

const STACKS = join(import.meta.dirname, "..", "..", "..");
const read = (...path: string[]) => readFileSync(join(STACKS, ...path));
const PNG = read("demo", "user.png");
const JPEG = read("api", "fixtures", "baseline-with-restarts.jpg");

const PICTURES: [string, Buffer, string][] = [
  ["a PNG", PNG, "image/png"],
  ["another PNG", read("demo", "admin.png"), "image/png"],
  ["a JPEG with restart markers", JPEG, "image/jpeg"],
  ["a progressive JPEG with EXIF", read("api", "fixtures", "progressive-with-place.jpg"), "image/jpeg"],
];

const refusal = (kind: "PNG" | "JPEG") => ({
  kind: "refused",
  reason: `The ${kind} file is damaged, cut off, or goes on after its end.`,
});
const NO_PICTURE = { kind: "refused", reason: "The picture must be a PNG or a JPEG file." };
const WRONG_SIZE = { kind: "refused", reason: "Each side of the picture must have 1 to 4096 pixels." };

/** A copy with a number of 16 or 32 bits written at `at`. */
function withNumber(bytes: Buffer, at: number, value: number, size: 2 | 4): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUIntBE(value, at, size);
  return copy;
}

const PNG_WIDTH_AT = 16;
/** The frame header of the baseline JPEG: marker, length, precision, height, width. */
const JPEG_FRAME_AT = JPEG.indexOf(Buffer.from("ffc0", "hex"));

describe("DOOR-12 inspectPicture", () => {
  test.each(PICTURES)("%s is taken for what it is", (_name, bytes, contentType) => {
    expect(inspectPicture(bytes)).toEqual({ kind: "picture", contentType });
  });

  test.each(PICTURES)("%s that is cut off anywhere is none", (_name, bytes) => {
    for (let end = 0; end < bytes.length; end += 1) {
      expect(inspectPicture(bytes.subarray(0, end)).kind, `cut at ${end}`).toBe("refused");
    }
  });

  test.each(PICTURES)("%s with something else behind its end is none", (_name, bytes, contentType) => {
    const expected = refusal(contentType === "image/png" ? "PNG" : "JPEG");
    for (const tail of ["\n", "<script>alert(1)</script>", "PK\x03\x04", "\xff\xd9"]) {
      expect(inspectPicture(Buffer.concat([bytes, Buffer.from(tail, "latin1")]))).toEqual(expected);
    }
    expect(inspectPicture(Buffer.concat([bytes, bytes]))).toEqual(expected);
  });

  test.each([
    ["nothing", ""],
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ["HTML", "<!doctype html><script>alert(1)</script>"],
    ["GIF", "GIF89a\x01\x00\x01\x00\x00\xff\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x00;"],
    ["WebP", "RIFF\x24\x00\x00\x00WEBPVP8 "],
    ["HEIC", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"],
    ["a picture behind a script", `<script>alert(1)</script>${PNG.toString("latin1")}`],
    ["a program", "MZ\x90\x00"],
  ])("%s is none", (_name, text) => {
    expect(inspectPicture(Buffer.from(text, "latin1"))).toEqual(NO_PICTURE);
  });

  test.each([0, 4_097, 30_000, 0xffff_ffff])("a side of %i pixels is refused", (side) => {
    for (const at of [PNG_WIDTH_AT, PNG_WIDTH_AT + 4]) {
      expect(inspectPicture(withNumber(PNG, at, side, 4))).toEqual(WRONG_SIZE);
    }
    for (const at of [JPEG_FRAME_AT + 5, JPEG_FRAME_AT + 7]) {
      expect(inspectPicture(withNumber(JPEG, at, Math.min(side, 0xffff), 2))).toEqual(WRONG_SIZE);
    }
  });

  test.each([
    [
      "whose first chunk is no header",
      Buffer.concat([PNG.subarray(0, 12), Buffer.from("tEXt"), PNG.subarray(16)]),
    ],
    ["whose header has another length", withNumber(PNG, 8, 14, 4)],
    ["without image data", Buffer.concat([PNG.subarray(0, 33), PNG.subarray(-12)])],
    ["whose chunk claims four gigabytes", withNumber(PNG, 33, 0xffff_ffff, 4)],
    ["whose end has a length", withNumber(PNG, PNG.length - 12, 1, 4)],
  ])("a PNG %s is damaged", (_name, bytes) => {
    expect(inspectPicture(bytes)).toEqual(refusal("PNG"));
  });

  test.each([
    ["without a frame", Buffer.from("ffd8ffda0002ffd9", "hex")],
    ["without a scan", Buffer.concat([JPEG.subarray(0, JPEG_FRAME_AT + 19), Buffer.from("ffd9", "hex")])],
    ["with an empty segment length", withNumber(JPEG, 4, 0, 2)],
    ["whose segment runs past the end", withNumber(JPEG, 4, 0xffff, 2)],
    ["that starts twice", Buffer.concat([Buffer.from("ffd8", "hex"), JPEG])],
    ["with a text where a marker must be", Buffer.from("\xff\xd8\xff<script>", "latin1")],
  ])("a JPEG %s is damaged", (_name, bytes) => {
    expect(inspectPicture(bytes)).toEqual(refusal("JPEG"));
  });

  test("whatever comes behind the first bytes, it is judged and nothing is thrown", () => {
    const start = fc.constantFrom(PNG.subarray(0, 8), PNG.subarray(0, 33), JPEG.subarray(0, 3), JPEG);
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 500 }), (head, rest) => {
        const { kind } = inspectPicture(Buffer.concat([head, rest]));
        return kind === "refused" || rest.length === 0;
      }),
    );
  });
});
