import { Readable } from "node:stream";
import { expect, test } from "vitest";
import type { HttpRequest } from "../wire/http.ts";
import { givenForm } from "./given-form.ts";

const HEAD = '--b\r\nContent-Disposition: form-data; name="code"';
const FILE = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello';

function sent(body: string, contentType: string): HttpRequest {
  return {
    method: "POST",
    path: "/_portcullis/storage/b/upload",
    query: "",
    headers: { "content-type": contentType },
    rawHeaders: [],
    stream: Readable.from([Buffer.from(body)]),
    sourceIp: "127.0.0.1",
    requestId: "r",
  };
}

test.each([
  ["a file that breaks off", "; boundary=b", FILE],
  ["a field that breaks off", "; boundary=b", `${HEAD}\r\n\r\n1`],
  ["a head that breaks off", "; boundary=b", "--b\r\nContent-Dis"],
  ["a file before what breaks off", "; boundary=b", `${FILE}\r\n${HEAD}`],
  ["nothing at all", "; boundary=b", ""],
  ["no boundary", "", `${HEAD}\r\n\r\n1\r\n--b--\r\n`],
  ["an empty boundary", "; boundary=", `${HEAD}\r\n\r\n1\r\n--b--\r\n`],
])("CON-24 a form of parts with %s is told, and ends nothing", async (_name, rest, body) => {
  expect(await givenForm(sent(body, `multipart/form-data${rest}`))).toMatchObject({
    title: "Not read",
    status: 400,
  });
});

test.each(["multipart/form-data; boundary=b", "Multipart/Form-Data;boundary=b"])(
  "CON-24 a whole form is read, its fields and its file: %s",
  async (type) => {
    const form = await givenForm(sent(`${HEAD}\r\n\r\n1\r\n${FILE}\r\n--b--\r\n`, type));
    if ("title" in form) throw new Error(form.title);
    expect(form.text("code")).toBe("1");
    expect(form.file("file")).toMatchObject({ name: "a.txt", bytes: Buffer.from("hello") });
  },
);

test("a form beyond 64 MiB is told to be too large", async () => {
  const request = sent("", "application/x-www-form-urlencoded");
  const headers = { ...request.headers, "content-length": String(64 * 1024 * 1024 + 1) };
  expect(await givenForm({ ...request, headers })).toMatchObject({ title: "Too large", status: 413 });
});
