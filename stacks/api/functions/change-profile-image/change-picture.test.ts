import { describe, expect, test, vi } from "vitest";
import { removePicture, storePicture } from "./change-picture.ts";

const SUB = "34c84488-e0e1-70ae-d2ee-991ad1a898c8";
const PICTURE = { bytes: Buffer.from("picture"), contentType: "image/png" };

function storeThatAnswers(status: number, body = "") {
  const send = vi.fn(async (_request: object) => ({ status, headers: {}, body: Buffer.from(body) }));
  return { bucket: "pictures", send };
}

const NOBODY = [
  undefined,
  null,
  "",
  "ada@example.com",
  "../other",
  `${SUB}/x`,
  `${SUB}?acl`,
  `${SUB}\n`,
  SUB.toUpperCase(),
  [SUB],
];

describe("DOOR-11 storePicture", () => {
  test("puts the bytes with their type under the sub of the token", async () => {
    const store = storeThatAnswers(200);
    expect(await storePicture(SUB, PICTURE, store)).toEqual({ kind: "done" });
    expect(store.send.mock.calls).toEqual([
      [
        {
          method: "PUT",
          path: `/pictures/${SUB}`,
          headers: { "Content-Type": "image/png" },
          body: PICTURE.bytes,
        },
      ],
    ]);
  });

  test.each(NOBODY)("a token whose sub is none (%j) stores nothing", async (sub) => {
    const store = storeThatAnswers(200);
    expect(await storePicture(sub, PICTURE, store)).toEqual({ kind: "gone" });
    expect(store.send).not.toHaveBeenCalled();
  });
});

describe("DOOR-11 removePicture", () => {
  test("deletes what lies under the sub of the token", async () => {
    const store = storeThatAnswers(204);
    expect(await removePicture(SUB, store)).toEqual({ kind: "done" });
    expect(store.send.mock.calls).toEqual([[{ method: "DELETE", path: `/pictures/${SUB}` }]]);
  });

  test.each(NOBODY)("a token whose sub is none (%j) removes nothing", async (sub) => {
    const store = storeThatAnswers(204);
    expect(await removePicture(sub, store)).toEqual({ kind: "gone" });
    expect(store.send).not.toHaveBeenCalled();
  });
});

describe("what S3 answers otherwise is a failure, never a success", () => {
  test.each([
    [403, "AccessDenied"],
    [404, "NoSuchBucket"],
    [503, "SlowDown"],
    [500, "InternalError"],
    [307, "TemporaryRedirect"],
  ])("%i %s", async (status, code) => {
    const store = storeThatAnswers(status, `<Error><Code>${code}</Code><Message>why</Message></Error>`);
    const failed = { kind: "failed", error: { status, code, message: "why" } };
    expect(await storePicture(SUB, PICTURE, store)).toEqual(failed);
    expect(await removePicture(SUB, store)).toEqual(failed);
  });

  test("the success of the other call is none", async () => {
    expect(await storePicture(SUB, PICTURE, storeThatAnswers(204))).toMatchObject({ kind: "failed" });
    expect(await removePicture(SUB, storeThatAnswers(200))).toMatchObject({ kind: "failed" });
  });
});
