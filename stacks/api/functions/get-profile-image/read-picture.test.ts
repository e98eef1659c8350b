import { describe, expect, test } from "vitest";
import type { AwsReply } from "../shared/aws-request.ts";
import { readPicture } from "./read-picture.ts";

const SUB = "34c84488-e0e1-70ae-d2ee-991ad1a898c8";

function reply(status: number, body: string): AwsReply {
  return { status, headers: {}, body: Buffer.from(body) };
}

function s3Error(code: string, message: string): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}

describe("DOOR-6 readPicture", () => {
  test("reads the object named by the caller's sub", async () => {
    const asked: string[] = [];
    const picture = await readPicture(SUB, "pictures", async (path) => {
      asked.push(path);
      return reply(200, "png");
    });
    expect(asked).toEqual([`/pictures/${SUB}`]);
    expect(picture).toEqual({ kind: "found", bytes: Buffer.from("png") });
  });

  test.each([
    s3Error("NoSuchKey", "The specified key does not exist."),
    s3Error(
      "AccessDenied",
      'User: x is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::b" because no identity-based policy allows the s3:ListBucket action',
    ),
  ])("a missing key is no picture", async (body) => {
    expect(await readPicture(SUB, "b", async () => reply(403, body))).toEqual({ kind: "none" });
  });

  test("a denied read is a failure that keeps AWS's text, not a missing picture", async () => {
    const message =
      'User: x is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" because no identity-based policy allows the s3:GetObject action';
    expect(await readPicture(SUB, "b", async () => reply(403, s3Error("AccessDenied", message)))).toEqual({
      kind: "failed",
      error: { code: "AccessDenied", message },
    });
  });

  test.each(["", "../other", "34c84488", `${SUB}/x`, `${SUB.toUpperCase()}`])(
    "a sub that is none (%j) asks S3 for nothing",
    async (sub) => {
      let asked = false;
      const picture = await readPicture(sub, "b", async () => {
        asked = true;
        return reply(200, "");
      });
      expect({ asked, picture }).toEqual({ asked: false, picture: { kind: "none" } });
    },
  );
});
