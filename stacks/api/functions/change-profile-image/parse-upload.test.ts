import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseUpload } from "./parse-upload.ts";

const PNG = readFileSync(join(import.meta.dirname, "..", "..", "..", "demo", "user.png"));
const IMAGE = PNG.toString("base64");
const parse = (body: unknown) => parseUpload(typeof body === "string" ? body : JSON.stringify(body));

const NO_BASE64 = "The image must be whole base64: no blanks, no line breaks, padded.";
const TOO_LARGE = { kind: "refused", status: 413, reason: "The picture is larger than 1000000 bytes." };

/** A PNG of exactly so many bytes: a text chunk fills it up. */
function pngOf(length: number): Buffer {
  const filler = Buffer.alloc(length - PNG.length);
  filler.writeUInt32BE(filler.length - 12, 0);
  filler.write("teXt", 4, "latin1");
  return Buffer.concat([PNG.subarray(0, 33), filler, PNG.subarray(33)]);
}

describe("DOOR-12 parseUpload", () => {
  test("takes the form in which pictures are answered", () => {
    expect(parse({ image: IMAGE })).toEqual({ kind: "picture", bytes: PNG, contentType: "image/png" });
  });

  test.each([
    ["", "The body must be JSON."],
    ["{", "The body must be JSON."],
    [IMAGE, "The body must be JSON."],
    ["null", 'The body must be an object such as {"image": "<base64>"}.'],
    ["[]", 'The body must be an object such as {"image": "<base64>"}.'],
    [`"${IMAGE.slice(0, 8)}"`, 'The body must be an object such as {"image": "<base64>"}.'],
    [{}, "The image must be base64 text."],
    [{ image: null }, "The image must be base64 text."],
    [{ image: 1 }, "The image must be base64 text."],
    [{ image: [IMAGE] }, "The image must be base64 text."],
    [{ image: { type: "Buffer", data: [...PNG.subarray(0, 9)] } }, "The image must be base64 text."],
    [{ image: "" }, "The image is empty."],
    [{ image: IMAGE, sub: "34c84488-e0e1-70ae-d2ee-991ad1a898c8" }, 'Unknown member "sub".'],
    [{ image: IMAGE, key: "../other" }, 'Unknown member "key".'],
    [`{"image":"${IMAGE}","__proto__":{}}`, 'Unknown member "__proto__".'],
    [{ image: Buffer.from("<svg/>").toString("base64") }, "The picture must be a PNG or a JPEG file."],
  ])("refuses %j and says why", (body, reason) => {
    expect(parse(body)).toEqual({ kind: "refused", status: 400, reason });
  });

  test.each([
    ["cut off", IMAGE.slice(0, -1)],
    ["without padding", PNG.subarray(0, 100).toString("base64").replace(/=+$/, "")],
    ["with blanks", IMAGE.replace(/(.{76})/g, "$1 ")],
    ["with line breaks", IMAGE.replace(/(.{76})/g, "$1\r\n")],
    ["with a line break at the end", `${IMAGE}\n`],
    ["of the URL alphabet", Buffer.from("fbff", "hex").toString("base64url")],
    ["with bits behind its end", "/9j/4B=="],
    ["of a data URL", `data:image/png;base64,${IMAGE}`],
    ["padded too much", `${IMAGE}====`],
    ["of other letters", "ÿØÿà"],
  ])("refuses base64 %s", (_name, image) => {
    expect(parse({ image })).toEqual({ kind: "refused", status: 400, reason: NO_BASE64 });
  });

  test("takes a million bytes, and not one more", () => {
    const largest = pngOf(1_000_000);
    const upload = parse({ image: largest.toString("base64") });
    expect(upload.kind === "picture" && upload.bytes.equals(largest)).toBe(true);
    expect(parse({ image: pngOf(1_000_001).toString("base64") })).toEqual(TOO_LARGE);
  });

  test("is told by its length alone that a text is too large", () => {
    expect(parse({ image: "A".repeat(5_000_000) })).toEqual(TOO_LARGE);
    expect(parse({ image: " ".repeat(5_000_000) })).toEqual(TOO_LARGE);
  });

  test("whatever the body, only whole pictures come out", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.base64String()), (text) => {
        return parse(text).kind === "refused" && parse({ image: text }).kind === "refused";
      }),
    );
  });
});
