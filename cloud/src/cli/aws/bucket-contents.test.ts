import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { countObjects, emptyBucket } from "./bucket-contents.ts";
import type { Aws } from "./send-signed.ts";

let server: Server;
let answers: { status: number; text: string }[];
let asked: { method: string; path: string; body: string }[];
let aws: Aws;

beforeEach(async () => {
  answers = [];
  asked = [];
  server = createServer(async (message, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    asked.push({
      method: message.method ?? "",
      path: message.url ?? "",
      body: Buffer.concat(chunks).toString("utf8"),
    });
    const { status, text } = answers.shift() ?? { status: 500, text: "<Error/>" };
    reply.writeHead(status).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  aws = {
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" },
    endpoint: () => `http://127.0.0.1:${port}`,
  };
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const version = (key: string, id: string, latest: boolean) =>
  `<Version><Key>${key}</Key><VersionId>${id}</VersionId><IsLatest>${latest}</IsLatest></Version>`;
const page = (entries: string, next = "") => ({
  status: 200,
  text: `<ListVersionsResult><IsTruncated>${next !== ""}</IsTruncated>${next}${entries}</ListVersionsResult>`,
});
const MARKER =
  "<DeleteMarker><Key>gone</Key><VersionId>3</VersionId><IsLatest>true</IsLatest></DeleteMarker>";
const NEXT = "<NextKeyMarker>a%2Bb+c</NextKeyMarker><NextVersionIdMarker>v/1</NextVersionIdMarker>";

describe("bucket contents", () => {
  test("counts what shows, over pages: no older versions, no delete markers", async () => {
    answers = [
      page(version("a%2Bb+c", "2", true) + version("a%2Bb+c", "1", false), NEXT),
      page(version("d", "null", true) + MARKER),
    ];
    expect(await countObjects(aws, "pictures")).toBe(2);
    expect(asked.map(({ path }) => path)).toEqual([
      "/pictures?versions=&encoding-type=url",
      "/pictures?versions=&encoding-type=url&key-marker=a%2Bb%20c&version-id-marker=v%2F1",
    ]);
  });

  test("deletes every version and marker by its real name", async () => {
    const done = { status: 200, text: "<DeleteResult/>" };
    answers = [page(version("a%26%3Cb", "1", false) + MARKER), done];
    await emptyBucket(aws, "pictures");
    expect(asked[1]).toEqual({
      method: "POST",
      path: "/pictures?delete=",
      body: "<Delete><Quiet>true</Quiet><Object><Key>a&#38;&#60;b</Key><VersionId>1</VersionId></Object><Object><Key>gone</Key><VersionId>3</VersionId></Object></Delete>",
    });
  });

  test("an empty bucket is left alone", async () => {
    answers = [page("")];
    await emptyBucket(aws, "pictures");
    expect(asked).toHaveLength(1);
  });

  test("a refusal of the list or of one object stops it, with S3's code", async () => {
    answers = [{ status: 403, text: "<Error><Code>AccessDenied</Code><Message>No</Message></Error>" }];
    await expect(countObjects(aws, "pictures")).rejects.toMatchObject({
      code: "AccessDenied",
      message: "No",
    });
    const failed =
      "<DeleteResult><Error><Code>InternalError</Code><Message>Try</Message></Error></DeleteResult>";
    answers = [page(MARKER), { status: 200, text: failed }];
    await expect(emptyBucket(aws, "pictures")).rejects.toMatchObject({ code: "InternalError" });
  });
});
