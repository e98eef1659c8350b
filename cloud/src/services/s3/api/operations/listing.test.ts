import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "../../testing/send.ts";
import { type OpenS3, openS3 } from "../../testing/service.ts";
import { IN_IRELAND } from "../../testing/world.ts";

const KEYS = ["a", "b/1", "b/2", "b/c/3", "c", "d/", "d/x", "z z", "ü"];
let open: OpenS3;
const call = (line: string, headers = {}, body = "") => send(open.service, { call: line, headers, body });
const texts = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map(([, found = ""]) => found);

beforeAll(async () => {
  open = openS3();
  await call("PUT /own", {}, IN_IRELAND);
  for (const key of KEYS) await call(`PUT /own/${encodeURIComponent(key).replaceAll("%2F", "/")}`);
});
afterAll(() => open.close());

describe("listings", () => {
  test.each([
    ["", KEYS, []],
    ["prefix=b/", ["b/1", "b/2", "b/c/3"], []],
    ["prefix=none", [], []],
    ["delimiter=/", ["a", "c", "z z", "ü"], ["b/", "d/"]],
    ["delimiter=/&prefix=b/", ["b/1", "b/2"], ["b/c/"]],
    ["delimiter=/&prefix=d/", ["d/", "d/x"], []],
    ["max-keys=2", ["a", "b/1"], []],
    ["max-keys=0", [], []],
    ["delimiter=/&max-keys=2", ["a"], ["b/"]],
    ["max-keys=5000", KEYS, []],
  ])("ListObjects and ListObjectsV2 with %s", async (query, keys, prefixes) => {
    const first = await call(`GET /own?${query}`);
    const second = await call(`GET /own?list-type=2&${query}`);

    for (const { text } of [first, second]) {
      expect(texts(text, "Key")).toEqual(keys);
      expect(texts(text, "Prefix").filter((prefix) => prefixes.includes(prefix as never))).toEqual(prefixes);
    }
    expect(texts(second.text, "KeyCount")).toEqual([String(keys.length + prefixes.length)]);
  });

  test.each([1, 2, 3, 4, 100])("pages of %i show every key once", async (size) => {
    const seen: string[] = [];
    const marked: string[] = [];
    let token: string | undefined;
    do {
      const more = token === undefined ? "" : `&continuation-token=${token}`;
      const { text } = await call(`GET /own?list-type=2&delimiter=/&max-keys=${size}${more}`);
      seen.push(
        ...texts(text, "Key"),
        ...texts(text, "CommonPrefixes"),
        ...[...text.matchAll(/<CommonPrefixes><Prefix>([^<]+)/g)].map(([, found = ""]) => found),
      );
      token = texts(text, "NextContinuationToken")[0];
    } while (token !== undefined);
    let marker: string | undefined = "";
    do {
      const { text } = await call(
        `GET /own?delimiter=/&max-keys=${size}&marker=${encodeURIComponent(marker)}`,
      );
      marked.push(
        ...texts(text, "Key"),
        ...[...text.matchAll(/<CommonPrefixes><Prefix>([^<]+)/g)].map(([, found = ""]) => found),
      );
      marker = texts(text, "NextMarker")[0];
    } while (marker !== undefined);

    expect(seen.sort()).toEqual(["a", "b/", "c", "d/", "z z", "ü"]);
    expect(marked.sort()).toEqual(["a", "b/", "c", "d/", "z z", "ü"]);
  });

  test.each([
    ["GET /own?list-type=1", "InvalidArgument"],
    ["GET /own?list-type=2&continuation-token=nonsense", "InvalidArgument"],
    ["GET /own?max-keys=x", "InvalidArgument"],
    ["GET /own?max-keys=-1", "InvalidArgument"],
    ["GET /own?encoding-type=base64", "InvalidArgument"],
    ["GET /own?versions&version-id-marker=x", "InvalidArgument"],
    ["GET /own?versions&delimiter=/", "NotImplemented"],
    ["GET /?max-buckets=0", "InvalidArgument"],
    ["GET /nowhere", "NoSuchBucket"],
  ])("%s is %s", async (line, code) => {
    expect((await call(line)).code).toBe(code);
  });

  test("names are encoded when the client asks for it", async () => {
    const { text } = await call("GET /own?encoding-type=url&prefix=z");

    expect([texts(text, "Key"), texts(text, "EncodingType")]).toEqual([["z+z"], ["url"]]);
  });

  test("the owner is shown by ListObjects, and by ListObjectsV2 when asked", async () => {
    expect((await call("GET /own")).text).toContain("<Owner>");
    expect((await call("GET /own?list-type=2")).text).not.toContain("<Owner>");
    expect((await call("GET /own?list-type=2&fetch-owner=true")).text).toContain("<Owner>");
  });

  test("ListObjectVersions pages through the versions of a key", async () => {
    await call("PUT /versions", {}, IN_IRELAND);
    await call(
      "PUT /versions?versioning",
      {},
      "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
    );
    for (const body of ["1", "2", "3"]) await call("PUT /versions/k", {}, body);
    await call("DELETE /versions/k");
    const seen: string[] = [];
    let query = "";
    do {
      const { text } = await call(`GET /versions?versions&max-keys=1${query}`);
      seen.push(...texts(text, "VersionId"));
      const [key] = texts(text, "NextKeyMarker");
      const [version] = texts(text, "NextVersionIdMarker");
      query = key === undefined ? "" : `&key-marker=${key}&version-id-marker=${version}`;
    } while (query !== "");

    expect(seen.length).toBe(4);
    expect(new Set(seen).size).toBe(4);
  });

  test("ListMultipartUploads pages through uploads, and ListParts through parts", async () => {
    const ids: string[] = [];
    for (const key of ["u1", "u1", "u2"]) {
      const { text } = await call(`POST /own/${key}?uploads`);
      ids.push(texts(text, "UploadId")[0] ?? "");
    }
    const first = await call("GET /own?uploads&max-uploads=2");
    const marker = `key-marker=${texts(first.text, "NextKeyMarker")[0]}&upload-id-marker=${texts(first.text, "NextUploadIdMarker")[0]}`;
    const second = await call(`GET /own?uploads&${marker}`);
    for (const number of [1, 2, 3])
      await call(`PUT /own/u2?partNumber=${number}&uploadId=${ids[2]}`, {}, "p");
    const parts = await call(`GET /own/u2?uploadId=${ids[2]}&max-parts=1&part-number-marker=1`);

    expect([...texts(first.text, "UploadId"), ...texts(second.text, "UploadId")].sort()).toEqual(
      [...ids].sort(),
    );
    expect([texts(parts.text, "PartNumber"), texts(parts.text, "IsTruncated")]).toEqual([["2"], ["true"]]);
  });
});
