import { beforeEach, describe, expect, test } from "vitest";
import { RAW, SIMPLE, SIMPLE_2, sesWorld } from "./testing/world.ts";

let ses: ReturnType<typeof sesWorld>;
beforeEach(() => {
  ses = sesWorld();
});
const v1: typeof ses.v1 = (...given) => ses.v1(...given);
const v2: typeof ses.v2 = (...given) => ses.v2(...given);
const SEND = "POST /v2/email/outbound-emails";
const rejected = (...names: string[]) => ({
  status: 400,
  code: "MessageRejected",
  message: `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${names.join(", ")}`,
});
const statusOf = async (name: string) => {
  const { text } = await v1("GetIdentityVerificationAttributes", { "Identities.member.1": name });
  return /<VerificationStatus>(\w+)</.exec(text)?.[1];
};

describe("SES-2 identities", () => {
  test("SES-2 an address is verified by the link in the mail to it, once, and by no other", async () => {
    expect((await v1("VerifyEmailIdentity", { EmailAddress: "a@example.com" })).status).toBe(200);
    expect(ses.mails).toMatchObject([
      {
        medium: "EMAIL",
        destination: "a@example.com",
        subject: "Amazon Web Services – Email Address Verification Request in region eu-west-1",
        cause: "SES verification",
      },
    ]);
    const token = ses.mails[0]?.code ?? "";
    expect(ses.mails[0]?.body).toContain(`http://localhost:4566/_aws/ses/verify/${token}`);
    expect(await statusOf("a@example.com")).toBe("Pending");
    for (const wrong of ["", "x", token.slice(1), `${token}x`]) {
      expect((await ses.click(wrong)).status).toBe(404);
    }
    expect((await ses.click(token, "POST")).status).toBe(405);
    expect(await statusOf("a@example.com")).toBe("Pending");
    expect((await ses.click(token)).status).toBe(200);
    expect(await statusOf("a@example.com")).toBe("Success");
    expect((await ses.click(token)).status).toBe(404);
    // Who asks for what is verified takes nothing away.
    expect((await v1("VerifyEmailIdentity", { EmailAddress: "a@EXAMPLE.com" })).status).toBe(200);
    expect(await statusOf("a@example.com")).toBe("Success");
    expect(ses.mails).toHaveLength(1);
  });

  test("SES-2 the token lies nowhere in clear, and a link is too old after a day", async () => {
    await v1("VerifyEmailIdentity", { EmailAddress: "a@example.com" });
    const token = ses.mails[0]?.code ?? "";
    const rows = ses.database.prepare("SELECT * FROM ses_identities").all();
    expect(JSON.stringify(rows)).not.toContain(token);
    ses.restart();
    ses.account.clock.advanceSeconds(86_401);
    expect((await ses.click(token)).status).toBe(404);
    await v1("VerifyEmailIdentity", { EmailAddress: "a@example.com" });
    expect((await ses.click(token)).status).toBe(404);
    expect((await ses.click()).status).toBe(200);
  });

  test("SES-2 a domain is verified by its postmaster, and for its addresses and subdomains", async () => {
    await v1("VerifyDomainIdentity", { Domain: "Example.COM" });
    expect(ses.mails[0]?.destination).toBe("postmaster@example.com");
    expect(await statusOf("example.com")).toBe("Pending");
    const send = (Source: string) => v1("SendEmail", { ...SIMPLE, Source });
    await ses.verify("b@example.org");
    expect(await send("a@example.com")).toMatchObject(rejected("a@example.com"));
    await v1("VerifyDomainIdentity", { Domain: "example.com" });
    await ses.click();
    for (const address of ["a@example.com", "b@EXAMPLE.com", "c@mail.example.com"]) {
      expect((await send(address)).status).toBe(200);
    }
    expect(await send("a@notexample.com")).toMatchObject(rejected("a@notexample.com"));
    expect(await send("a@com")).toMatchObject({ code: "InvalidParameterValue" });
  });

  test("version 2 makes, tells, lists and deletes the same identities", async () => {
    const made = await v2("POST /v2/email/identities", {
      EmailIdentity: "a@example.com",
      Tags: [{ Key: "team", Value: "home" }],
    });
    expect(made).toMatchObject({ IdentityType: "EMAIL_ADDRESS", VerifiedForSendingStatus: false });
    const again = await v2("POST /v2/email/identities", { EmailIdentity: "a@example.com" });
    expect(again).toMatchObject({ status: 400, code: "AlreadyExistsException" });
    await ses.click();
    const path = "/v2/email/identities/a%40example.com";
    expect(await v2(`GET ${path}`, undefined)).toMatchObject({
      VerifiedForSendingStatus: true,
      VerificationStatus: "SUCCESS",
      Tags: [{ Key: "team", Value: "home" }],
    });
    await v2("POST /v2/email/identities", { EmailIdentity: "example.net" });
    const first = await v2("GET /v2/email/identities?PageSize=1", undefined);
    expect(first).toMatchObject({
      EmailIdentities: [{ IdentityName: "a@example.com", SendingEnabled: true }],
    });
    const second = await v2(
      `GET /v2/email/identities?PageSize=1&NextToken=${String((first as { NextToken?: string }).NextToken)}`,
      undefined,
    );
    expect(second).toMatchObject({
      EmailIdentities: [{ IdentityName: "example.net", IdentityType: "DOMAIN" }],
    });
    expect(await v2("POST /v2/email/list-identities", { PageSize: 1 })).toMatchObject({
      EmailIdentities: [{ IdentityName: "a@example.com" }],
    });
    expect((await v1("ListIdentities", { IdentityType: "Domain" })).text).toContain(
      "<member>example.net</member>",
    );
    expect(await v2(`DELETE ${path}`, undefined)).toMatchObject({ status: 200 });
    expect(await v2(`GET ${path}`, undefined)).toMatchObject({ status: 404, code: "NotFoundException" });
    expect(await v2("POST /v2/email/identities", { EmailIdentity: "nonsense" })).toMatchObject({
      status: 400,
      code: "BadRequestException",
    });
  });
});

describe("SES-3 the sandbox", () => {
  test("SES-3 sender and recipients who are not verified are named, all of them", async () => {
    const many = { ...SIMPLE, "Destination.CcAddresses.member.1": "c@example.org" };
    expect(await v1("SendEmail", many)).toMatchObject(
      rejected("a@example.com", "b@example.org", "c@example.org"),
    );
    expect(await v2(SEND, SIMPLE_2)).toMatchObject({ ...rejected("a@example.com", "b@example.org") });
    await ses.verify("a@example.com", "b@example.org");
    expect(await v1("SendEmail", many)).toMatchObject(rejected("c@example.org"));
    expect(ses.mails).toEqual([]);
    const simulated = { ...SIMPLE, "Destination.ToAddresses.member.1": "success@simulator.amazonses.com" };
    expect((await v1("SendEmail", simulated)).status).toBe(200);
  });

  test("SES-3 a mail comes to the mailbox of each recipient", async () => {
    await ses.verify("a@example.com", "b@example.org");
    const { text } = await v1("SendEmail", SIMPLE);
    expect(text).toMatch(/<MessageId>0100[0-9a-f]{12}-[0-9a-f-]{36}-000000<\/MessageId>/);
    expect(await v2(SEND, SIMPLE_2)).toMatchObject({ MessageId: expect.stringMatching(/^0100/) });
    expect(ses.mails).toMatchObject([
      {
        destination: "b@example.org",
        from: "Gates <a@example.com>",
        subject: "Open",
        body: "The gate is open.",
      },
      { destination: "b@example.org", from: "a@example.com" },
    ]);
  });

  test("SES-3 of a raw message the From in its header counts, whatever the call says beside it", async () => {
    await ses.verify("a@example.com", "b@example.org", "c@example.org");
    expect((await v1("SendRawEmail", { "RawMessage.Data": RAW })).status).toBe(200);
    expect(ses.mails.map(({ destination }) => destination)).toEqual(["b@example.org", "c@example.org"]);
    expect(ses.mails[0]).toMatchObject({ subject: "Raw", body: "Body", from: "a@example.com" });
    const forged = Buffer.from("From: boss@example.net\r\nTo: b@example.org\r\n\r\nPay").toString("base64");
    const lying = { "RawMessage.Data": forged, Source: "a@example.com" };
    expect(await v1("SendRawEmail", lying)).toMatchObject(rejected("boss@example.net"));
    expect(
      await v1("SendRawEmail", { ...lying, "RawMessage.Data": RAW, Source: "x@example.net" }),
    ).toMatchObject(rejected("x@example.net"));
    const two = Buffer.from("From: a@example.com, boss@example.net\r\nTo: b@example.org\r\n\r\n").toString(
      "base64",
    );
    expect(await v1("SendRawEmail", { "RawMessage.Data": two })).toMatchObject({
      code: "InvalidParameterValue",
    });
    const raw = { FromEmailAddress: "a@example.com", Content: { Raw: { Data: forged } } };
    expect(await v2(SEND, raw)).toMatchObject(rejected("boss@example.net"));
  });

  const rawOf = (head: string) => ({
    "RawMessage.Data": Buffer.from(`${head}\r\nTo: b@example.org\r\n\r\nBody`).toString("base64"),
  });

  test.each(["Sender: x@evil.net", "Return-Path: <x@evil.net>"])(
    "SES-3 %s of a raw message is a sender, too",
    async (header) => {
      await ses.verify("a@example.com", "b@example.org");
      expect(await v1("SendRawEmail", rawOf(`From: a@example.com\r\n${header}`))).toMatchObject(
        rejected("x@evil.net"),
      );
      expect((await v1("SendRawEmail", rawOf("From: a@example.com\r\nReturn-Path: <>"))).status).toBe(200);
    },
  );

  test.each(["Gates", "Gates (north)", '"x@evil.net ("', '"Gates \\"north\\""', "[Gates] Tor."])(
    "SES-3 %s is a name, in the call and in a raw message",
    async (name) => {
      await ses.verify("a@example.com", "b@example.org");
      const From = `${name} <a@example.com>`;
      expect((await v1("SendEmail", { ...SIMPLE, Source: From })).status).toBe(200);
      expect((await v1("SendRawEmail", rawOf(`From: ${From}`))).status).toBe(200);
    },
  );

  test.each([
    "Subject: x\rFrom: boss@evil.net\r\nFrom: a@example.com",
    "From: a@example.com\r\nX: y\0",
    "From: x@evil.net(@ <a@example.com>",
    "From: x@evil.net <a@example.com>",
  ])("SES-3 the head %j is read in two ways, so it is refused", async (head) => {
    await ses.verify("a@example.com", "b@example.org");
    expect(await v1("SendRawEmail", rawOf(head))).toMatchObject({ code: "InvalidParameterValue" });
  });

  test("SES-3 an address for what can not be delivered is verified, too", async () => {
    await ses.verify("a@example.com", "b@example.org");
    expect(await v1("SendEmail", { ...SIMPLE, ReturnPath: "x@evil.net" })).toMatchObject(
      rejected("x@evil.net"),
    );
    expect(await v2(SEND, { ...SIMPLE_2, FeedbackForwardingEmailAddress: "x@evil.net" })).toMatchObject(
      rejected("x@evil.net"),
    );
  });

  test("SES-1 the Return-Path of a raw message is its feedback address", async () => {
    await ses.verify("example.com", "b@example.org");
    const Condition = { StringEquals: { "ses:FeedbackAddress": "bounces@example.com" } };
    const caller = ses.as({ Effect: "Allow", Action: "ses:SendRawEmail", Resource: "*", Condition });
    const path = (address: string) => rawOf(`From: a@example.com\r\nReturn-Path: ${address}`);
    expect((await v1("SendRawEmail", path("bounces@example.com"), caller)).status).toBe(200);
    expect((await v1("SendRawEmail", path("other@example.com"), caller)).status).toBe(403);
  });

  test("SES-1 a raw message over version 2 needs the right to raw ones", async () => {
    await ses.verify("a@example.com", "b@example.org");
    const allow = (Action: string) => ses.as({ Effect: "Allow", Action, Resource: "*" });
    const raw = { Content: { Raw: { Data: rawOf("From: a@example.com")["RawMessage.Data"] } } };
    expect(await v2(SEND, raw, allow("ses:SendEmail"))).toMatchObject({ status: 403 });
    expect(await v2(SEND, raw, allow("ses:SendRawEmail"))).toMatchObject({ status: 200 });
    expect(await v2(SEND, SIMPLE_2, allow("ses:SendRawEmail"))).toMatchObject({ status: 403 });
  });

  test.each([
    "<x@evil.net> <a@example.com>",
    "x@evil.net, <a@example.com>",
    "group: <a@example.com>",
    'Gates" <a@example.com>',
    "Gates\r\nBcc: x@evil.net <a@example.com>",
    "Gates\0 <a@example.com>",
    "x@evil.net <a@example.com>",
    "x@evil.net(@ <a@example.com>",
    "x@evil.net (Gates) <a@example.com>",
    "Gates ( <a@example.com>",
    "Gates (a (b) <a@example.com>",
    "Gates\\ <a@example.com>",
    "\u00e9@example.com",
    "a@\u212aelvin.com",
  ])("%j is no address", async (Source) => {
    await ses.verify("example.com", "kelvin.com", "b@example.org");
    expect(await v1("SendEmail", { ...SIMPLE, Source })).toMatchObject({
      ...{ status: 400, code: "InvalidParameterValue" },
    });
  });

  test.each(["[Home] O'Gate (main) <a@example.com>", '"Gate, the <main>" <a@example.com>', "A@EXAMPLE.COM"])(
    "%s is one",
    async (Source) => {
      await ses.verify("example.com", "b@example.org");
      expect((await v1("SendEmail", { ...SIMPLE, Source })).status).toBe(200);
    },
  );

  test("tags that AWS keeps for itself are refused", async () => {
    const Tags = [{ Key: "aws:cloudformation:stack-name", Value: "x" }];
    expect(await v2("POST /v2/email/identities", { EmailIdentity: "a.example", Tags })).toMatchObject({
      ...{ status: 400, code: "BadRequestException" },
    });
  });

  test("SES-3 two hundred recipients a day, and no more", async () => {
    await ses.verify("a@example.com", "example.org");
    const fifty = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [
        `Destination.ToAddresses.member.${index + 1}`,
        `r${index}@example.org`,
      ]),
    );
    for (let count = 0; count < 4; count += 1) {
      expect((await v1("SendEmail", { ...SIMPLE, ...fifty })).status).toBe(200);
    }
    const { text } = await v1("GetSendQuota");
    expect(text).toContain("<Max24HourSend>200.0</Max24HourSend>");
    expect(text).toContain("<SentLast24Hours>200.0</SentLast24Hours>");
    expect(await v2("GET /v2/email/account", undefined)).toMatchObject({
      ProductionAccessEnabled: false,
      SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 200 },
    });
    expect(await v1("SendEmail", SIMPLE)).toMatchObject({
      code: "Throttling",
      message: "Daily message quota exceeded.",
    });
    expect(await v2(SEND, SIMPLE_2)).toMatchObject({ status: 429, code: "TooManyRequestsException" });
    ses.account.clock.advanceSeconds(86_400);
    expect((await v1("SendEmail", SIMPLE)).status).toBe(200);
  });

  test.each([
    [
      { ConfigurationSetName: "none" },
      "ConfigurationSetDoesNotExist",
      "Configuration set <none> does not exist.",
    ],
    [
      { "Tags.member.1.Name": "a:b", "Tags.member.1.Value": "c" },
      "InvalidParameterValue",
      "Invalid tag name <a:b>: only alphanumeric ASCII characters, '_',  '-' are allowed.",
    ],
    [{ Source: "nobody" }, "InvalidParameterValue", "Illegal address: nobody"],
    [{ Source: "a@example.com\r\nBcc: x@y.zz" }, "InvalidParameterValue", "Illegal address"],
    [
      { SourceArn: "arn:aws:ses:eu-west-1:123456789012:identity/x" },
      "UnsupportedOperation",
      "SourceArn of SendEmail",
    ],
  ])("SendEmail with %j is %s", async (more, code, message) => {
    await ses.verify("a@example.com", "b@example.org");
    const refused = await v1("SendEmail", { ...SIMPLE, ...more });
    expect(refused).toMatchObject({ status: 400, code });
    expect(refused.message).toContain(message);
    expect(ses.mails).toEqual([]);
  });

  test("what is missing is refused by name, in both versions", async () => {
    expect(await v1("PutIdentityPolicy", {})).toMatchObject({ code: "UnsupportedOperation" });
    expect(await v2("POST /v2/email/contact-lists", {})).toMatchObject({
      code: "UnsupportedOperationException",
    });
    await ses.verify("a@example.com", "b@example.org");
    const ConfigurationOverrides = { Tracking: { OpenTrackingEnabled: "ENABLED" } };
    expect(await v2(SEND, { ...SIMPLE_2, ConfigurationOverrides })).toMatchObject({
      ...{ status: 400, code: "UnsupportedOperationException" },
    });
    for (const Content of [{}, { ...SIMPLE_2.Content, Raw: { Data: RAW } }]) {
      expect(await v2(SEND, { ...SIMPLE_2, Content })).toMatchObject({ code: "BadRequestException" });
    }
  });

  test.each([
    ["EndpointId", "x"],
    ["TenantName", "x"],
    ["ListManagementOptions", { ContactListName: "x" }],
    ["FromEmailAddressIdentityArn", "arn:aws:ses:eu-west-1:123456789012:identity/x"],
  ])("%s of SendEmail is refused by name in version 2", async (name, value) => {
    await ses.verify("a@example.com", "b@example.org");
    expect(await v2(SEND, { ...SIMPLE_2, [name]: value })).toMatchObject({
      ...{ status: 400, code: "UnsupportedOperationException" },
      message: `${name} of SendEmail is not supported by Portcullis. See docs/gaps.md.`,
    });
    expect(ses.mails).toEqual([]);
  });
});

describe("SES-1 rights", () => {
  const allow = (more: object = {}) => ({ Effect: "Allow", Action: "ses:SendEmail", Resource: "*", ...more });

  test.each([
    [{ StringEquals: { "ses:FromAddress": "a@example.com" } }],
    [{ StringEquals: { "ses:FromDisplayName": "Gates" } }],
    [{ "ForAllValues:StringLike": { "ses:Recipients": ["*@example.org"] } }],
    [{ StringEquals: { "ses:FeedbackAddress": "a@example.com" } }],
    [{ StringEquals: { "ses:ApiVersion": "1" } }],
    [{ StringEquals: { "aws:ResourceTag/team": "home" } }],
  ])("SES-1 SendEmail is allowed under %j, and under no other value", async (Condition) => {
    await v2("POST /v2/email/identities", {
      EmailIdentity: "a@example.com",
      Tags: [{ Key: "team", Value: "home" }],
    });
    await ses.click();
    await ses.verify("b@example.org");
    const other = JSON.parse(JSON.stringify(Condition).replace(/:(\[?)"[^"]*"/, ':$1"other"')) as object;
    const by = (condition: object) =>
      v1("SendEmail", { ...SIMPLE, ReturnPath: "a@example.com" }, ses.as(allow({ Condition: condition })));
    expect((await by(Condition)).status).toBe(200);
    expect(await by(other)).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  test("SES-1 the identity that is judged is the address's own, or its domain's", async () => {
    await ses.verify("example.com", "b@example.org");
    const on = (name: string) => ses.as(allow({ Resource: `arn:aws:ses:*:*:identity/${name}` }));
    expect(await v1("SendEmail", SIMPLE, on("a@example.com"))).toMatchObject({
      status: 403,
      code: "AccessDenied",
      message:
        "User `arn:aws:sts::123456789012:assumed-role/caller/test' is not authorized to perform `ses:SendEmail' on resource `arn:aws:ses:eu-west-1:123456789012:identity/example.com'",
    });
    expect((await v1("SendEmail", SIMPLE, on("example.com"))).status).toBe(200);
    await ses.verify("a@example.com");
    expect((await v1("SendEmail", SIMPLE, on("example.com"))).status).toBe(403);
    expect((await v1("SendEmail", SIMPLE, on("a@example.com"))).status).toBe(200);
    const raw = { "RawMessage.Data": RAW };
    expect((await v1("SendRawEmail", raw, ses.as(allow()))).status).toBe(403);
  });
});
