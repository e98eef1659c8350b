import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AwsError } from "../../../core/errors.ts";
import { type TestConsole, testConsole } from "../../../web/testing/test-console.ts";
import { openKeys, serveS3, type TestS3 } from "../testing/service.ts";
import { objectPath } from "./addresses.ts";
import { areas } from "./index.ts";

let s3: TestS3;
let client: S3Client;
let console: TestConsole;
let bucket: string;
let count = 0;
/** Whether the key of an object lets the administrator in. */
let mayOpen = true;
beforeAll(async () => {
  s3 = await serveS3({
    customerKeys: {
      ...openKeys,
      open: (_use, sealed) => {
        if (!mayOpen) throw new AwsError("AccessDeniedException", "not authorized to perform: kms:Decrypt");
        return sealed;
      },
    },
  });
  client = s3.client();
});
afterAll(() => s3.close());
beforeEach(async () => {
  console = testConsole(areas, s3.port);
  count += 1;
  bucket = `things-${count}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
});

function put(Key: string, Body: string | Buffer, ContentType = "text/plain") {
  return client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType }));
}

function keepVersions() {
  return client.send(
    new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } }),
  );
}

async function contentOf(Key: string): Promise<string | undefined> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return Body?.transformToString();
}

const pathOf = (key: string, version?: string) =>
  objectPath({ bucket, key, ...(version === undefined ? {} : { version }) });
const PNG = Buffer.from("89504e470d0a1a0a0000000d", "hex");
const SCRIPT = "<script>alert(document.domain)</script>";

describe("listing", () => {
  test("buckets by the beginning of their names, with what they keep and block", async () => {
    const page = await console.show(`storage?prefix=${bucket}`);
    expect(page).toContain(`/_portcullis/storage/${bucket}"`);
    expect(page).toContain("not kept");
    expect(page).toContain("blocked");
    expect(await console.show("storage?prefix=nothing-like-it")).toContain("No bucket’s name begins with");
  });

  test("an empty bucket names the next command", async () => {
    expect(await console.show(`storage/${bucket}`)).toContain(`aws s3 cp FILE s3://${bucket}/`);
  });

  test("folders first, and a way up", async () => {
    await put("a/b/deep.txt", "1");
    await put("top.txt", "1");
    const top = await console.show(`storage/${bucket}`);
    expect(top).toContain(`/_portcullis/storage/${bucket}?prefix=a%2F`);
    expect(top).toContain("top.txt");
    expect(top).not.toContain("deep.txt");
    const below = await console.show(`storage/${bucket}?prefix=a/b/`);
    expect(below).toContain(pathOf("a/b/deep.txt").replaceAll("&", "&amp;"));
    expect(below).toContain(`/_portcullis/storage/${bucket}?prefix=a%2F"`);
    expect(await console.show(`storage/${bucket}?prefix=zz`)).toContain("No key begins like this.");
  });

  test("a hundred keys on a page, and a link to the next", async () => {
    for (let index = 0; index < 105; index += 1) await put(`n/${String(index).padStart(3, "0")}`, "x");
    const first = await console.show(`storage/${bucket}?prefix=n/`);
    expect(first).toContain("099");
    expect(first).not.toContain(">100<");
    const next = /href="([^"]+token=[^"]+)">Next page/.exec(first)?.[1]?.replaceAll("&amp;", "&");
    const second = await console.show(next ?? "");
    expect(second).toContain("104");
    expect(second).toContain("First page");
  });

  test("keys of markup, dots, control and turning characters are text and lead to their own page", async () => {
    const keys = [
      `${SCRIPT}.html`,
      "a/../b.txt",
      "./c",
      "tab\u0007\u202Egnp.exe",
      "plus+and %20",
      "x".repeat(1_000),
    ];
    for (const key of keys) await put(key, `I am ${key.length}`);
    const page = await console.show(`storage/${bucket}`);
    expect(page).not.toContain("<script>");
    expect(page).not.toContain("\u202E");
    for (const key of keys) {
      const object = await console.show(pathOf(key));
      expect(object).toContain(`I am ${key.length}`);
      expect(object).not.toContain("<script>");
    }
  });

  test("a refusal of AWS keeps its code", async () => {
    await expect(console.show("storage/no-such-bucket-here")).rejects.toMatchObject({ code: "NoSuchBucket" });
  });
});

describe("CON-11 what people stored shares no origin with the console", () => {
  test.each([
    ["page.html", "text/html", SCRIPT],
    ["picture.svg", "image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`],
    ["lie.png", "image/png", SCRIPT],
  ])("%s is escaped text", async (key, type, body) => {
    await put(key, body, type);
    const page = await console.show(pathOf(key));
    expect(page).toContain("&lt;script&gt;alert(document.domain)&lt;/script&gt;");
    expect(page).not.toContain("<script>");
    expect(page).not.toContain("<img");
  });

  test("a picture is one by its bytes, whatever was declared, and is data", async () => {
    await put("real", PNG, "text/html");
    const page = await console.show(pathOf("real"));
    expect(page).toContain(`<img class="preview" src="data:image/png;base64,${PNG.toString("base64")}"`);
  });

  test("what lies under a key that keeps the administrator out is not shown, and why", async () => {
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: "shut", Body: "hush", ServerSideEncryption: "aws:kms" }),
    );
    expect(await console.show(pathOf("shut"))).toContain("hush");
    mayOpen = false;
    const page = await console.show(pathOf("shut"));
    mayOpen = true;
    expect(page).toContain("Not shown: AccessDenied: not authorized to perform: kms:Decrypt");
  });

  test("bytes that are no text are digits", async () => {
    await put("blob", Buffer.from([0, 1, 254]));
    expect(await console.show(pathOf("blob"))).toContain("00 01 fe");
  });

  test("a download is a file of no type in which nothing runs", async () => {
    await put('it\'s "quoted" é.html', SCRIPT, "text/html");
    const answer = await console.get(pathOf('it\'s "quoted" é.html').replace("/object?", "/download?"));
    if (!("response" in answer)) throw new Error("It is no response.");
    expect(answer.response.headers).toEqual({
      "Content-Type": "application/octet-stream",
      "Content-Disposition":
        "attachment; filename=\"it_s__quoted___.html\"; filename*=UTF-8''it%27s%20%22quoted%22%20%C3%A9.html",
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
      "Content-Length": String(SCRIPT.length),
    });
    const chunks: Buffer[] = [];
    for await (const chunk of answer.response.body as AsyncIterable<Buffer>) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe(SCRIPT);
  });

  test("a download of what is not there is AWS's refusal", async () => {
    const path = pathOf("none").replace("/object?", "/download?");
    await expect(console.get(path)).rejects.toMatchObject({ code: "NoSuchKey" });
  });
});

describe("uploading", () => {
  const file = { name: "notes.txt", type: "text/plain", bytes: Buffer.from("new") };

  test("under the file's name below a folder, with its type", async () => {
    const answer = await console.post(`storage/${bucket}/upload`, { key: "docs/" }, file);
    expect(answer).toEqual({
      redirect: pathOf("docs/notes.txt"),
      notice: { verdict: "yes", text: "Uploaded 3 bytes as docs/notes.txt." },
    });
    expect(await contentOf("docs/notes.txt")).toBe("new");
    expect(await console.show(pathOf("docs/notes.txt"))).toContain("text/plain");
  });

  test("what has the key is replaced only where somebody said so", async () => {
    await put("notes.txt", "old");
    const refused = await console.post(`storage/${bucket}/upload`, { key: "" }, file);
    expect(refused).toMatchObject({
      notice: { verdict: "no", text: expect.stringContaining("Nothing was uploaded") },
    });
    expect(await contentOf("notes.txt")).toBe("old");
    await console.post(`storage/${bucket}/upload`, { key: "", replace: "on" }, file);
    expect(await contentOf("notes.txt")).toBe("new");
  });

  test("without a file nothing happens", async () => {
    expect(await console.post(`storage/${bucket}/upload`, { key: "x" })).toMatchObject({
      notice: { verdict: "no", text: "No file was chosen. Nothing was uploaded." },
    });
  });
});

describe("deleting", () => {
  test("asks for the key", async () => {
    await put("keep.txt", "kept");
    const answer = await console.post(`storage/${bucket}/delete`, { key: "keep.txt", typed: "keep" });
    expect(answer).toMatchObject({ notice: { verdict: "no" } });
    expect(await contentOf("keep.txt")).toBe("kept");
    expect(await console.show(pathOf("keep.txt"))).toContain("It is gone for good");
  });

  test("a key with dots deletes itself and not what the dots would lead to", async () => {
    await put("a/../b.txt", "dots");
    await put("b.txt", "other");
    await console.post(`storage/${bucket}/delete`, { key: "a/../b.txt", typed: "a/../b.txt" });
    expect(await contentOf("b.txt")).toBe("other");
    await expect(contentOf("a/../b.txt")).rejects.toThrow();
  });

  test("where versions are kept, it is undone: in the word on it, on the page, and in the list", async () => {
    await keepVersions();
    await put("door.txt", "open");
    const deleted = await console.post(`storage/${bucket}/delete`, { key: "door.txt", typed: "door.txt" });
    const undo = "notice" in deleted ? deleted.notice?.undo : undefined;
    const page = await console.show(pathOf("door.txt"));
    expect(page).toContain("It is deleted: a reader gets 404.");
    expect(page).toContain(undo?.fields["version"]);
    expect(await console.show(`storage/${bucket}?versions=1`)).toContain("Bring back");

    await console.post(undo?.action ?? "", undo?.fields ?? {});
    expect(await contentOf("door.txt")).toBe("open");
    // The same form once more finds no deletion, and takes no version away.
    expect(await console.post(undo?.action ?? "", undo?.fields ?? {})).toMatchObject({
      notice: { verdict: "no" },
    });
    expect(await contentOf("door.txt")).toBe("open");
  });

  test("bringing back takes no version that is none of a deletion", async () => {
    await keepVersions();
    const { VersionId = "" } = await put("door.txt", "open");
    await console.post(`storage/${bucket}/bring-back`, { key: "door.txt", version: VersionId });
    expect(await contentOf("door.txt")).toBe("open");
  });

  test("one version goes for good, the others stay", async () => {
    await keepVersions();
    const { VersionId: first = "" } = await put("door.txt", "first");
    await put("door.txt", "second");
    expect(await console.show(pathOf("door.txt"))).toContain(first);
    expect(await console.show(pathOf("door.txt", first))).toContain("first");
    await console.post(`storage/${bucket}/delete-version`, {
      key: "door.txt",
      typed: "door.txt",
      version: first,
    });
    expect(await contentOf("door.txt")).toBe("second");
    expect(await console.show(pathOf("door.txt"))).not.toContain(first);
  });
});

test("an object that is not there has a page of its own, with 404", async () => {
  const answer = await console.get(pathOf("none"));
  expect(answer).toMatchObject({ view: { status: 404 } });
  expect(await console.show(pathOf("none"))).toContain("No object has this key.");
});
