import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Reply, send } from "../../testing/send.ts";
import { type OpenS3, openS3 } from "../../testing/service.ts";
import { IN_IRELAND } from "../../testing/world.ts";

let open: OpenS3;
let count = 0;
let bucket = "";
const call = (line: string, headers: Record<string, string> = {}, body = ""): Promise<Reply> =>
  send(open.service, { call: line, headers, body });
const versioning = (status: string) =>
  call(
    `PUT /${bucket}?versioning`,
    {},
    `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`,
  );
const idOf = ({ headers }: Reply) => headers["x-amz-version-id"];

/** `Version` and `DeleteMarker` of a listing as `id latest`, in its order. */
async function versions(): Promise<string[]> {
  const { text } = await call(`GET /${bucket}?versions`);
  return [...text.matchAll(/<(Version|DeleteMarker)>.*?<VersionId>(\w+)<.*?<IsLatest>(\w+)</g)].map(
    ([, kind, id, isLatest]) => `${kind} ${id} ${isLatest}`,
  );
}

beforeAll(() => {
  open = openS3();
});
afterAll(() => open.close());

describe("versioning is suspended", () => {
  let kept = "";

  beforeEach(async () => {
    count += 1;
    bucket = `suspended-${count}`;
    await call(`PUT /${bucket}`, {}, IN_IRELAND);
    await versioning("Enabled");
    kept = String(idOf(await call(`PUT /${bucket}/k`, {}, "kept")));
    await versioning("Suspended");
  });

  test("PutObject makes the null version, which its answer does not name, and keeps the others", async () => {
    const put = await call(`PUT /${bucket}/k`, {}, "null 1");

    expect([put.status, idOf(put)]).toEqual([200, undefined]);
    expect(await versions()).toEqual(["Version null true", `Version ${kept} false`]);
    const latest = await call(`GET /${bucket}/k`);
    const named = await call(`GET /${bucket}/k?versionId=null`);
    const old = await call(`GET /${bucket}/k?versionId=${kept}`);
    expect([latest, named, old].map((reply) => [reply.text, idOf(reply)])).toEqual([
      ["null 1", "null"],
      ["null 1", "null"],
      ["kept", kept],
    ]);
  });

  test("PutObject replaces the null version and nothing else", async () => {
    for (const body of ["null 1", "null 2"]) await call(`PUT /${bucket}/k`, {}, body);

    expect(await versions()).toEqual(["Version null true", `Version ${kept} false`]);
    expect((await call(`GET /${bucket}/k`)).text).toBe("null 2");
    expect((await call(`GET /${bucket}/k?versionId=${kept}`)).text).toBe("kept");
  });

  test("the null version stays when versioning is enabled again", async () => {
    await call(`PUT /${bucket}/k`, {}, "null 1");
    await versioning("Enabled");
    const next = idOf(await call(`PUT /${bucket}/k`, {}, "next"));

    expect(await versions()).toEqual([`Version ${next} true`, "Version null false", `Version ${kept} false`]);
    expect((await call(`GET /${bucket}/k?versionId=null`)).text).toBe("null 1");
  });

  test("a null version of before is replaced, wherever it stands in the order", async () => {
    await call(`PUT /${bucket}/k`, {}, "null 1");
    await versioning("Enabled");
    const next = idOf(await call(`PUT /${bucket}/k`, {}, "next"));
    await versioning("Suspended");
    await call(`PUT /${bucket}/k`, {}, "null 2");

    expect(await versions()).toEqual(["Version null true", `Version ${next} false`, `Version ${kept} false`]);
  });

  test("DeleteObject puts a marker with the id null in the place of the null version", async () => {
    await call(`PUT /${bucket}/k`, {}, "null 1");
    const deleted = await call(`DELETE /${bucket}/k`);

    expect([deleted.status, deleted.headers["x-amz-delete-marker"], idOf(deleted)]).toEqual([
      204,
      "true",
      "null",
    ]);
    expect(await versions()).toEqual([`Version ${kept} false`, "DeleteMarker null true"]);
    expect((await call(`GET /${bucket}/k`)).code).toBe("NoSuchKey");
    expect((await call(`GET /${bucket}/k?versionId=null`)).status).toBe(405);
  });

  test("PutObject takes the place of the marker; deleting the marker brings the version before back", async () => {
    await call(`DELETE /${bucket}/k`);
    await call(`PUT /${bucket}/k`, {}, "null 1");
    expect(await versions()).toEqual(["Version null true", `Version ${kept} false`]);

    await call(`DELETE /${bucket}/k`);
    const gone = await call(`DELETE /${bucket}/k?versionId=null`);

    expect([gone.headers["x-amz-delete-marker"], idOf(gone)]).toEqual(["true", "null"]);
    expect(await versions()).toEqual([`Version ${kept} true`]);
    expect((await call(`GET /${bucket}/k`)).text).toBe("kept");
  });

  test("CopyObject names the null version it makes, and not the null version it copies", async () => {
    const replace = { "x-amz-copy-source": `${bucket}/k`, "x-amz-metadata-directive": "REPLACE" };
    const first = await call(`PUT /${bucket}/k`, replace);
    const second = await call(`PUT /${bucket}/k`, replace);

    expect([first, second].map((reply) => [idOf(reply), source(reply)])).toEqual([
      ["null", kept],
      ["null", undefined],
    ]);
    await versioning("Enabled");
    const third = await call(`PUT /${bucket}/k`, replace);
    expect([String(idOf(third)).length, source(third)]).toEqual([32, undefined]);
  });

  test("CompleteMultipartUpload makes the null version, which its answer does not name", async () => {
    const { text } = await call(`POST /${bucket}/k?uploads`);
    const id = /<UploadId>(\w+)</.exec(text)?.[1] ?? "";
    const part = await call(`PUT /${bucket}/k?partNumber=1&uploadId=${id}`, {}, "part");
    const list = `<Part><PartNumber>1</PartNumber><ETag>${part.headers["ETag"]}</ETag></Part>`;
    const document = `<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`;
    const done = await call(`POST /${bucket}/k?uploadId=${id}`, {}, document);

    expect([done.status, idOf(done)]).toEqual([200, undefined]);
    expect(await versions()).toEqual(["Version null true", `Version ${kept} false`]);
  });
});

const source = ({ headers }: Reply) => headers["x-amz-copy-source-version-id"];
