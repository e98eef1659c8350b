import { describe, expect, test } from "vitest";
import { decodedWords, parametersOf } from "./mime-headers.ts";
import { parseRaw } from "./raw.ts";

const raw = (...lines: readonly string[]) => parseRaw(Buffer.from(lines.join("\r\n")).toString("base64"));
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("raw messages", () => {
  test("an alternative with an attachment: the text is read, the attachment named", () => {
    const { subject, body } = raw(
      "From: a@x.de",
      `Subject: =?UTF-8?B?${base64("Grüße")}?= =?utf-8?Q?_aus_K=C3=B6ln?=`,
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "nobody reads this",
      "--b",
      "Content-Type: multipart/alternative; boundary=bb",
      "",
      "--bb",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "Your code is 12=",
      "3456, f=C3=BCr Sie",
      "--bb",
      "Content-Type: text/html; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      "",
      base64("<p>123456</p>"),
      "--bb--",
      "--b",
      'Content-Type: application/pdf; name="old.pdf"',
      "Content-Disposition: attachment; filename*=UTF-8''caf%C3%A9.pdf",
      "Content-Transfer-Encoding: base64",
      "",
      base64("%PDF"),
      "--b--",
      "nor this",
    );
    expect(subject).toBe("Grüße aus Köln");
    expect(body).toBe("Your code is 123456, für Sie\n[café.pdf: application/pdf, 4 bytes]");
  });

  test.each([
    ["no type", [], "hello\nü", "hello\nü"],
    ["base64", ["Content-Transfer-Encoding: base64"], base64("ü"), "ü"],
    [
      "latin1",
      ["Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable"],
      "=FC",
      "ü",
    ],
    ["a charset that nobody knows", ["Content-Type: text/plain; charset=none"], "ü", "ü"],
    ["a page alone", ["Content-Type: text/html"], "<p>", "<p>"],
    ["a picture alone", ["Content-Type: image/png"], "x", "[unnamed: image/png, 1 bytes]"],
    [
      "a text that is attached",
      ["Content-Disposition: attachment; filename=a.txt"],
      "x",
      "[a.txt: text/plain, 1 bytes]",
    ],
    [
      "several parts without a boundary",
      ["Content-Type: multipart/mixed"],
      "x",
      "[unnamed: multipart/mixed, 1 bytes]",
    ],
    [
      "parts without an end",
      ["Content-Type: multipart/mixed; boundary=b"],
      "--b\n\none\n--b2\n--b\n\ntwo",
      "one\n--b2\ntwo",
    ],
  ])("%s", (_title, headers, sent, body) => {
    expect(raw("From: a@x.de", ...headers, "", sent).body).toBe(body);
  });

  test("nesting without an end is no way to stop this cloud", () => {
    const heads = Array.from(
      { length: 5_000 },
      () => "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n",
    );
    const { body } = raw("Content-Type: multipart/mixed; boundary=b", "", heads.join(""));
    expect(body.length).toBeLessThan(1_000_000);
  });

  test("a name can not break the line", () => {
    const { body } = raw(
      "Content-Type: application/pdf",
      "Content-Disposition: attachment; filename*=UTF-8''a%0A%1b[31mb.pdf",
      "",
      "x",
    );
    expect(body.split("\n")).toHaveLength(1);
    expect(body).not.toContain("\u001b");
  });
});

describe("headers", () => {
  test("parameters are read with quotes, escapes and semicolons within", () => {
    const { value, parameters } = parametersOf('attachment; filename="a;\\"b\\".txt"; SIZE=3');
    expect([value, ...parameters]).toEqual(["attachment", ["filename", 'a;"b".txt'], ["size", "3"]]);
  });

  test("what is no encoded word stays", () => {
    expect(decodedWords("=?utf-8?X?a?= 1 = 1?")).toBe("=?utf-8?X?a?= 1 = 1?");
  });
});
