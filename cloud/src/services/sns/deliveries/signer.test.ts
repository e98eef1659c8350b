import { verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../../store/sqlite.ts";
import type { Message } from "../shared/message.ts";
import { canonicalString, createSigner } from "./signer.ts";

const MESSAGE: Message = {
  type: "Notification",
  messageId: "id",
  topicArn: "arn",
  message: "hello",
  subject: "Hi",
  isStructured: false,
  attributes: {},
  groupId: undefined,
  deduplicationId: undefined,
  sequenceNumber: undefined,
  signatureVersion: "1",
  publishedAt: 0,
  token: "token",
  requestId: undefined,
};
const AT = { timestamp: "then", subscribeUrl: "http://x" };

describe("SNS-7 signatures", () => {
  test("SNS-7 cover what AWS's cover", () => {
    expect(canonicalString(MESSAGE, AT)).toBe(
      "Message\nhello\nMessageId\nid\nSubject\nHi\nTimestamp\nthen\nTopicArn\narn\nType\nNotification\n",
    );
    expect(canonicalString({ ...MESSAGE, subject: undefined }, AT)).not.toContain("Subject");
    expect(canonicalString({ ...MESSAGE, type: "SubscriptionConfirmation" }, AT)).toBe(
      "Message\nhello\nMessageId\nid\nSubscribeURL\nhttp://x\nTimestamp\nthen\nToken\ntoken\nTopicArn\narn\nType\nSubscriptionConfirmation\n",
    );
  });

  test.each([
    ["1", "sha1"],
    ["2", "sha256"],
  ])("SNS-7 of version %s are of %s", async (version, digest) => {
    const options = { database: openDatabase(":memory:"), masterKey: Buffer.alloc(32, 7), base: "http://x" };
    const signer = await createSigner(options)();

    const signature = Buffer.from(signer.sign("text", version), "base64");

    expect(verify(digest, Buffer.from("text"), signer.publicKey, signature)).toBe(true);
    expect(verify(digest, Buffer.from("other"), signer.publicKey, signature)).toBe(false);
  });

  test("SNS-7 the key is sealed: another key file does not open it", async () => {
    const database = openDatabase(":memory:");
    const open = (byte: number) =>
      createSigner({ database, masterKey: Buffer.alloc(32, byte), base: "http://x" })();
    const { certificateUrl } = await open(7);

    expect((await open(7)).certificateUrl).toBe(certificateUrl);
    await expect(open(8)).rejects.toThrow("does not belong to this key file");
  });
});
