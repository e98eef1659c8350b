import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { countObjects, emptyBucket } from "./bucket-contents.ts";
import { type FakeAws, openFakeAws } from "./testing/fake-aws.ts";

let fake: FakeAws;
let answers: { status: number; text: string }[];
let asked: { method: string; path: string; body: string }[];

beforeEach(async () => {
  answers = [];
  asked = [];
  fake = await openFakeAws(({ method, path, body }) => {
    asked.push({ method, path, body });
    return answers.shift() ?? { status: 500, text: "<Error/>" };
  });
});
afterEach(() => fake.close());

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
    expect(await countObjects(fake.aws, "pictures")).toBe(2);
    expect(asked.map(({ path }) => path)).toEqual([
      "/pictures?versions=&encoding-type=url",
      "/pictures?versions=&encoding-type=url&key-marker=a%2Bb%20c&version-id-marker=v%2F1",
    ]);
  });

  test("deletes every version and marker by its real name", async () => {
    const done = { status: 200, text: "<DeleteResult/>" };
    answers = [page(version("a%26%3Cb", "1", false) + MARKER), done];
    await emptyBucket(fake.aws, "pictures");
    expect(asked[1]).toEqual({
      method: "POST",
      path: "/pictures?delete=",
      body: "<Delete><Quiet>true</Quiet><Object><Key>a&#38;&#60;b</Key><VersionId>1</VersionId></Object><Object><Key>gone</Key><VersionId>3</VersionId></Object></Delete>",
    });
  });

  test("an empty bucket is left alone", async () => {
    answers = [page("")];
    await emptyBucket(fake.aws, "pictures");
    expect(asked).toHaveLength(1);
  });

  test("a refusal of the list or of one object stops it, with S3's code", async () => {
    answers = [{ status: 403, text: "<Error><Code>AccessDenied</Code><Message>No</Message></Error>" }];
    await expect(countObjects(fake.aws, "pictures")).rejects.toMatchObject({
      code: "AccessDenied",
      message: "No",
    });
    const failed =
      "<DeleteResult><Error><Code>InternalError</Code><Message>Try</Message></Error></DeleteResult>";
    answers = [page(MARKER), { status: 200, text: failed }];
    await expect(emptyBucket(fake.aws, "pictures")).rejects.toMatchObject({ code: "InternalError" });
  });
});
