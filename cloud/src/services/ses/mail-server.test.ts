import { beforeEach, describe, expect, test } from "vitest";
import { RAW, SIMPLE, SIMPLE_2, sesWorld } from "./testing/world.ts";

let ses: ReturnType<typeof sesWorld>;
beforeEach(() => {
  ses = sesWorld();
});
const v1: typeof ses.v1 = (...given) => ses.v1(...given);
const v2: typeof ses.v2 = (...given) => ses.v2(...given);
const SEND = "POST /v2/email/outbound-emails";

describe("what a mail server gets", () => {
  test("both bodies, who else has it, where to answer; blind copies in no header", async () => {
    await ses.verify("example.com", "example.org");
    const more = {
      ...{ "Message.Body.Html.Data": "<p>open</p>", "ReplyToAddresses.member.1": "desk@example.com" },
      ...{ "Destination.CcAddresses.member.1": "c@example.org", ReturnPath: "r@example.com" },
      "Destination.BccAddresses.member.1": "hidden@example.org",
    };
    expect((await v1("SendEmail", { ...SIMPLE, ...more })).status).toBe(200);
    expect(ses.mails.map(({ destination }) => destination)).toEqual([
      ...["b@example.org", "c@example.org", "hidden@example.org"],
    ]);
    for (const { parts } of ses.mails) {
      expect(parts).toMatchObject({
        ...{ text: "The gate is open.", html: "<p>open</p>", to: ["b@example.org"], cc: ["c@example.org"] },
        ...{ replyTo: ["desk@example.com"], returnPath: "r@example.com" },
      });
      expect(JSON.stringify(parts)).not.toContain("hidden");
    }
  });

  test("a raw message whole, and the simulator's mail not at all", async () => {
    await ses.verify("a@example.com", "b@example.org", "c@example.org");
    await v1("SendRawEmail", { "RawMessage.Data": RAW });
    expect(ses.mails[0]?.parts).toMatchObject({ raw: RAW });
    const simulated = { ...SIMPLE, "Destination.ToAddresses.member.1": "success@simulator.amazonses.com" };
    await v1("SendEmail", simulated);
    expect(ses.mails.at(-1)?.parts).toEqual({ isSimulated: true });
  });

  test("SES-3 an address to answer to is one address", async () => {
    await ses.verify("a@example.com", "b@example.org");
    const forged = { "ReplyToAddresses.member.1": "a@example.com\r\nFrom: boss@example.net" };
    expect(await v1("SendEmail", { ...SIMPLE, ...forged })).toMatchObject({ code: "InvalidParameterValue" });
  });

  const withHeader = (Name: string) => {
    const { Simple } = SIMPLE_2.Content;
    return { ...SIMPLE_2, Content: { Simple: { ...Simple, Headers: [{ Name, Value: "x@evil.net" }] } } };
  };

  test.each(["From", "sender", "To", "BCC", "Return-Path", "Subject", "Content-Type", "Resent-From"])(
    "SES-3 %s is no header that a caller sets",
    async (name) => {
      await ses.verify("a@example.com", "b@example.org");
      expect(await v2(SEND, withHeader(name))).toMatchObject({ status: 400, code: "BadRequestException" });
      expect(await v2(SEND, withHeader(`X-${name}`))).toMatchObject({ status: 200 });
      expect(ses.mails[0]?.parts?.headers).toEqual([{ name: `X-${name}`, value: "x@evil.net" }]);
    },
  );
});
