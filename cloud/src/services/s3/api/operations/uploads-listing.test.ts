import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Reply, send } from "../../testing/send.ts";
import { type OpenS3, openS3 } from "../../testing/service.ts";
import { IN_IRELAND } from "../../testing/world.ts";

let open: OpenS3;
let count = 0;
let bucket = "";
let now = Date.now();
const call = (line: string): Promise<Reply> => send(open.service, { call: line, body: body(line) });
const body = (line: string) => (/^PUT \/[^/]*$/.test(line) ? IN_IRELAND : "");
const texts = (text: string, name: string) =>
  [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map(([, value]) => value ?? "");

/** Begins an upload, a millisecond after the one before. */
async function begin(key: string): Promise<string> {
  now += 1;
  return texts((await call(`POST /${bucket}/${key}?uploads`)).text, "UploadId")[0] ?? "";
}

async function list(query = "") {
  const { text, code, message } = await call(`GET /${bucket}?uploads${query}`);
  const groups = [...text.matchAll(/<CommonPrefixes><Prefix>([^<]*)</g)].map(([, prefix]) => prefix);
  const [next] = texts(text, "NextKeyMarker");
  const [nextId] = texts(text, "NextUploadIdMarker");
  const keys = texts(text, "Key");
  return {
    text,
    code,
    message,
    keys,
    groups,
    ids: texts(text, "UploadId"),
    next,
    nextId,
    more: texts(text, "IsTruncated")[0],
  };
}

beforeAll(() => {
  open = openS3({ clock: { now: () => now } });
});
afterAll(() => open.close());
beforeEach(async () => {
  count += 1;
  bucket = `uploads-${count}`;
  await call(`PUT /${bucket}`);
});

describe("ListMultipartUploads", () => {
  test("lists by key, then by the beginning of the upload", async () => {
    const ids = [await begin("z"), await begin("b"), await begin("a"), await begin("a"), await begin("a")];

    const { keys, ids: listed, next, nextId, more } = await list();

    expect(keys).toEqual(["a", "a", "a", "b", "z"]);
    expect(listed).toEqual([2, 3, 4, 1, 0].map((index) => ids[index]));
    expect([next, nextId, more]).toEqual(["z", ids[0], "false"]);
  });

  test("goes on behind a key, or behind an upload of it", async () => {
    const [first, second, other] = [await begin("a"), await begin("a"), await begin("b")];

    expect((await list("&key-marker=a")).ids).toEqual([other]);
    expect((await list(`&key-marker=a&upload-id-marker=${first}`)).ids).toEqual([second, other]);
    expect((await list(`&key-marker=a&upload-id-marker=${second}&max-uploads=1`)).ids).toEqual([other]);
    expect((await list(`&upload-id-marker=${second}&max-uploads=1`)).ids).toEqual([first]);
    expect(await list("&key-marker=b")).toMatchObject({ ids: [], next: "", nextId: "", more: "false" });
  });

  test("lists the others of a key whose marked upload ended meanwhile", async () => {
    const [first, second] = [await begin("a"), await begin("a")];
    await call(`DELETE /${bucket}/a?uploadId=${first}`);

    expect((await list(`&key-marker=a&upload-id-marker=${first}`)).ids).toEqual([second]);
  });

  test.each(["of another key", "nobody's"])("refuses the marker %s", async (whose) => {
    await begin("a");
    const id = whose === "nobody's" ? "x" : await begin("b");

    const { code, message, text } = await list(`&key-marker=a&upload-id-marker=${id}`);

    expect([code, message]).toEqual(["InvalidArgument", "Invalid uploadId marker"]);
    expect(text).toContain(`<ArgumentName>upload-id-marker</ArgumentName><ArgumentValue>${id}<`);
  });

  test.each([
    ["test/", ["test/bar/", "test/foo/"]],
    ["test/foo/", ["test/foo/bar/"]],
    ["test/foo/bar", ["test/foo/bar/"]],
    ["", ["test/"]],
  ])("groups the keys behind the prefix %j by the delimiter", async (prefix, expected) => {
    for (const key of ["test/foo/bar/123", "test/foo/bar/456", "test/bar/foo/123"]) await begin(key);

    const { groups, keys, next, more, text } = await list(`&delimiter=/&encoding-type=url&prefix=${prefix}`);

    expect({ groups, keys, next, more }).toEqual({ groups: expected, keys: [], next: "", more: "false" });
    expect(text).toContain("<Delimiter>/</Delimiter>");
  });

  test("shows a group by its name as the client encodes it, and none without a delimiter", async () => {
    await begin("a%20b/c");

    expect((await list("&delimiter=/&encoding-type=url")).groups).toEqual(["a+b/"]);
    const plain = await list();
    expect([plain.groups, plain.text.includes("Delimiter")]).toEqual([[], false]);
  });

  test("counts a group as one line, names no group as a marker, and goes on behind the whole of it", async () => {
    for (const key of ["folder/a/1", "folder/a/2", "folder/file1", "folder/file2"]) await begin(key);
    const page = (marker: string) => list(`&prefix=folder/&delimiter=/&max-uploads=1${marker}`);

    expect(await page("")).toMatchObject({
      groups: ["folder/a/"],
      keys: [],
      next: "",
      nextId: "",
      more: "true",
    });
    for (const marker of ["folder/a/", "folder/a/1"]) {
      expect(await page(`&key-marker=${marker}`)).toMatchObject({
        groups: [],
        keys: ["folder/file1"],
        next: "folder/file1",
        more: "true",
      });
    }
    expect((await page("&key-marker=folder/a")).groups).toEqual(["folder/a/"]);
    expect(await page("&key-marker=folder/file1")).toMatchObject({ keys: ["folder/file2"], more: "false" });
    expect(await list("&delimiter=/&max-uploads=0")).toMatchObject({ groups: [], keys: [], more: "true" });
  });
});
