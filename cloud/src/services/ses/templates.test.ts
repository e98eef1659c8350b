import { beforeEach, describe, expect, test } from "vitest";
import { sesWorld } from "./testing/world.ts";

let ses: ReturnType<typeof sesWorld>;
beforeEach(async () => {
  ses = sesWorld();
  await ses.verify("a@example.com", "b@example.org", "c@example.org");
});
const v1: typeof ses.v1 = (...given) => ses.v1(...given);
const v2: typeof ses.v2 = (...given) => ses.v2(...given);

const NEW = {
  "Template.TemplateName": "welcome",
  "Template.SubjectPart": "Hello, {{name}}",
  "Template.TextPart": "The {{door}} door is open.",
  "Template.HtmlPart": "<p>The {{door}} door is open.</p>",
};
const DATA = JSON.stringify({ name: "Eve", door: "north" });
const SEND = {
  ...{ Source: "a@example.com", "Destination.ToAddresses.member.1": "b@example.org" },
  ...{ Template: "welcome", TemplateData: DATA },
};
const TEMPLATES = "/v2/email/templates";
const SEND_2 = "POST /v2/email/outbound-emails";
const mailBy = (Template: object) => ({
  ...{ FromEmailAddress: "a@example.com", Destination: { ToAddresses: ["b@example.org"] } },
  Content: { Template },
});

describe("templates", () => {
  test("version 1 makes, tells, changes, lists and deletes them", async () => {
    expect((await v1("CreateTemplate", NEW)).status).toBe(200);
    expect(await v1("CreateTemplate", NEW)).toMatchObject({
      ...{ status: 400, code: "AlreadyExists", message: "Template welcome already exists." },
    });
    await v1("CreateTemplate", { ...NEW, "Template.TemplateName": "other" });
    const page = await v1("ListTemplates", { MaxItems: "1" });
    expect(page.text).toContain("<Name>other</Name><CreatedTimestamp>2026-");
    const [, NextToken = ""] = /<NextToken>([^<]+)</.exec(page.text) ?? [];
    expect((await v1("ListTemplates", { NextToken })).text).toContain("<Name>welcome</Name>");
    await v1("UpdateTemplate", { ...NEW, "Template.SubjectPart": "Hi" });
    expect((await v1("GetTemplate", { TemplateName: "welcome" })).text).toContain(
      "<SubjectPart>Hi</SubjectPart>",
    );
    await v1("DeleteTemplate", { TemplateName: "welcome" });
    expect((await v1("DeleteTemplate", { TemplateName: "welcome" })).status).toBe(200);
    const gone = { status: 400, code: "TemplateDoesNotExist", message: "Template welcome does not exist." };
    expect(await v1("GetTemplate", { TemplateName: "welcome" })).toMatchObject(gone);
    expect(await v1("UpdateTemplate", NEW)).toMatchObject(gone);
    expect(await v1("SendTemplatedEmail", SEND)).toMatchObject(gone);
    const entry = { "Destinations.member.1.Destination.ToAddresses.member.1": "b@example.org" };
    const bulk = { Source: "a@example.com", Template: "welcome", DefaultTemplateData: "{}", ...entry };
    expect(await v1("SendBulkTemplatedEmail", bulk)).toMatchObject(gone);
    const test = { TemplateName: "welcome", TemplateData: "{}" };
    expect(await v1("TestRenderTemplate", test)).toMatchObject(gone);
  });

  test("version 2 does so with the same ones, and with tags that policies read", async () => {
    const TemplateContent = { Subject: "Hello", Text: "Hello" };
    const Tags = [{ Key: "team", Value: "home" }];
    const make = { TemplateName: "welcome", TemplateContent, Tags };
    expect(await v2(`POST ${TEMPLATES}`, make)).toMatchObject({ status: 200 });
    expect(await v2(`POST ${TEMPLATES}`, make)).toMatchObject({ code: "AlreadyExistsException" });
    expect(await v2(`GET ${TEMPLATES}/welcome`, undefined)).toMatchObject({ TemplateContent, Tags });
    expect(await v2(`GET ${TEMPLATES}`, undefined)).toMatchObject({
      TemplatesMetadata: [{ TemplateName: "welcome", CreatedTimestamp: expect.any(Number) }],
    });
    expect((await v1("GetTemplate", { TemplateName: "welcome" })).text).toContain("<TextPart>Hello<");
    const by = (team: string) =>
      ses.as({
        ...{ Effect: "Allow", Action: "ses:*", Resource: "*" },
        Condition: { StringEquals: { "aws:ResourceTag/team": team } },
      });
    const change = { TemplateContent: { Subject: "Hi", Html: "<p>" } };
    expect(await v2(`PUT ${TEMPLATES}/welcome`, change, by("other"))).toMatchObject({ status: 403 });
    expect(await v2(`PUT ${TEMPLATES}/welcome`, change, by("home"))).toMatchObject({ status: 200 });
    expect(await v2(`GET ${TEMPLATES}/welcome`, undefined)).toMatchObject({
      TemplateContent: { Subject: "Hi", Html: "<p>" },
    });
    expect(await v2(`DELETE ${TEMPLATES}/welcome`, undefined)).toMatchObject({ status: 200 });
    for (const method of ["GET", "DELETE"]) {
      expect(await v2(`${method} ${TEMPLATES}/welcome`, undefined)).toMatchObject({
        ...{ status: 404, code: "NotFoundException", message: "Template welcome does not exist." },
      });
    }
  });

  test.each([
    [{ "Template.TemplateName": "a b" }, "name"],
    [{ "Template.TemplateName": "x".repeat(65) }, "name"],
    [{ "Template.SubjectPart": "" }, "subject"],
    [{ "Template.TextPart": "", "Template.HtmlPart": "" }, "text part"],
    [{ "Template.TextPart": "{{#if x}}" }, "{{/if}} is missing"],
    [{ "Template.SubjectPart": "{{lookup a 1}}" }, "not supported"],
    [{ "Template.TextPart": "x".repeat(512_001) }, "bytes"],
  ])("SES-7 %o is refused before it is kept", async (more, text) => {
    const refused = await v1("CreateTemplate", { ...NEW, ...more });
    expect(refused).toMatchObject({ status: 400, code: "InvalidTemplate" });
    expect(refused.message).toContain(text);
    expect((await v1("ListTemplates")).text).not.toContain("<Name>");
  });

  test("a test shows the message, or what is missing", async () => {
    await v1("CreateTemplate", { ...NEW, "Template.SubjectPart": "Hello, {{name}}\r\nBcc: x@evil.net" });
    const show = (TemplateData: string) =>
      v1("TestRenderTemplate", { TemplateName: "welcome", TemplateData });
    const { text } = await show(DATA);
    expect(text).toContain("Subject: Hello, Eve Bcc: x@evil.net");
    expect(text).toContain("The north door is open.");
    expect(text).toContain("&lt;p&gt;The north door is open.&lt;/p&gt;");
    expect(await show('{"name":"Eve"}')).toMatchObject({
      ...{ status: 400, code: "MissingRenderingAttribute" },
      message: "Attribute 'door' is not present in the rendering data.",
    });
    for (const wrong of ["{", "[]", '"x"', "null"]) {
      expect(await show(wrong)).toMatchObject({ status: 400, code: "InvalidRenderingParameter" });
    }
    const call = `POST ${TEMPLATES}/welcome/render`;
    expect(await v2(call, { TemplateData: DATA })).toMatchObject({
      RenderedTemplate: expect.stringContaining("The north door is open."),
    });
    expect(await v2(call, { TemplateData: "{}" })).toMatchObject({ code: "BadRequestException" });
  });
});

describe("mail by a template", () => {
  beforeEach(async () => {
    await v1("CreateTemplate", NEW);
  });

  test("comes with the data in it, by both versions and by a template in the call", async () => {
    expect((await v1("SendTemplatedEmail", SEND)).text).toMatch(/<MessageId>0100/);
    expect(await v2(SEND_2, mailBy({ TemplateName: "welcome", TemplateData: DATA }))).toMatchObject({
      MessageId: expect.stringMatching(/^0100/),
    });
    const inline = { Subject: "Hello, {{name}}", Html: "<p>The {{door}} door is open.</p>" };
    await v2(SEND_2, mailBy({ TemplateContent: inline, TemplateData: DATA }));
    const html = "<p>The north door is open.</p>";
    expect(ses.mails).toMatchObject([
      { subject: "Hello, Eve", body: "The north door is open.", parts: { html } },
      { subject: "Hello, Eve", body: "The north door is open.", parts: { html } },
      { subject: "Hello, Eve", body: html, parts: { html } },
    ]);
    expect(ses.events.filter(({ step }) => step === "render")).toEqual([]);
  });

  test("SES-3 is held to the sandbox like any other", async () => {
    const to = { "Destination.ToAddresses.member.1": "x@example.net" };
    expect(await v1("SendTemplatedEmail", { ...SEND, ...to })).toMatchObject({ code: "MessageRejected" });
    expect(await v1("SendTemplatedEmail", { ...SEND, Source: "x@example.net" })).toMatchObject({
      code: "MessageRejected",
    });
    expect(ses.mails).toEqual([]);
  });

  test("SES-3 a header of a template says no other sender", async () => {
    const Headers = [{ Name: "From", Value: "boss@example.net" }];
    expect(await v2(SEND_2, mailBy({ TemplateName: "welcome", TemplateData: DATA, Headers }))).toMatchObject({
      code: "BadRequestException",
    });
    expect(ses.mails).toEqual([]);
  });

  test("is accepted and not sent when its data lacks something; the trace of the call says what", async () => {
    const { status, text } = await v1("SendTemplatedEmail", { ...SEND, TemplateData: '{"name":"Eve"}' });
    expect(status).toBe(200);
    const [, request] = /<RequestId>([^<]+)</.exec(text) ?? [];
    expect(await v2(SEND_2, mailBy({ TemplateName: "welcome", TemplateData: "{}" }))).toMatchObject({
      status: 200,
    });
    expect(ses.mails).toEqual([]);
    expect(ses.events.filter(({ step }) => step === "render")).toMatchObject([
      {
        request,
        operation: "SendTemplatedEmail",
        who: "arn:aws:ses:eu-west-1:123456789012:template/welcome",
        wire: { message: "Attribute 'door' is not present in the rendering data." },
      },
      { operation: "SendEmail" },
    ]);
  });

  test.each([
    [{ TemplateName: "none", TemplateData: "{}" }, 404, "NotFoundException"],
    [{ TemplateName: "welcome", TemplateData: "[1]" }, 400, "BadRequestException"],
    [{ TemplateData: "{}" }, 400, "BadRequestException"],
    [
      { TemplateName: "welcome", TemplateContent: { Subject: "a", Text: "b" }, TemplateData: "{}" },
      ...([400, "BadRequestException"] as const),
    ],
    [
      { TemplateContent: { Subject: "{{#if a}}", Text: "b" }, TemplateData: "{}" },
      400,
      "BadRequestException",
    ],
    [
      { TemplateArn: "arn:aws:ses:eu-west-1:123456789012:template/welcome" },
      ...([400, "UnsupportedOperationException"] as const),
    ],
  ])("%j is refused", async (template, status, code) => {
    expect(await v2(SEND_2, mailBy(template))).toMatchObject({ status, code });
    expect(ses.mails).toEqual([]);
  });

  const BULK = {
    ...{ FromEmailAddress: "a@example.com" },
    DefaultContent: { Template: { TemplateName: "welcome", TemplateData: DATA } },
    BulkEmailEntries: [
      { Destination: { ToAddresses: ["b@example.org"] } },
      {
        Destination: { ToAddresses: ["c@example.org"] },
        ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: '{"name":"Ann"}' } },
      },
      { Destination: { ToAddresses: ["x@example.net"] } },
      { Destination: { ToAddresses: ["nobody"] } },
    ],
  };

  test("bulk mail: data of each over that of all; what one may not have keeps no other from its mail", async () => {
    const rights = await v2("POST /v2/email/outbound-bulk-emails", BULK);
    expect(rights).toMatchObject({ code: "BadRequestException" });
    const BulkEmailEntries = BULK.BulkEmailEntries.slice(0, 3);
    expect(await v2("POST /v2/email/outbound-bulk-emails", { ...BULK, BulkEmailEntries })).toMatchObject({
      BulkEmailEntryResults: [
        { Status: "SUCCESS", MessageId: expect.stringMatching(/^0100/) },
        { Status: "SUCCESS" },
        { Status: "MESSAGE_REJECTED", Error: expect.stringContaining("x@example.net") },
      ],
    });
    expect(ses.mails.map(({ destination, subject }) => [destination, subject])).toEqual([
      ["b@example.org", "Hello, Eve"],
      ["c@example.org", "Hello, Ann"],
    ]);
  });

  test("bulk mail by version 1, fifty at most", async () => {
    const to = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `Destinations.member.${index + 1}.Destination.ToAddresses.member.1`,
          index === 0 ? "b@example.org" : "x@example.net",
        ]),
      );
    const bulk = { Source: "a@example.com", Template: "welcome", DefaultTemplateData: DATA };
    const { text } = await v1("SendBulkTemplatedEmail", { ...bulk, ...to(2) });
    expect(text).toMatch(
      /<Status>Success<\/Status><MessageId>0100.*<Status>MessageRejected<\/Status><Error>/s,
    );
    expect(await v1("SendBulkTemplatedEmail", { ...bulk, ...to(51) })).toMatchObject({
      code: "InvalidParameterValue",
    });
  });

  test("SES-1 each template needs its right", async () => {
    const on = (name: string) =>
      ses.as(
        { Effect: "Allow", Action: "ses:Send*", Resource: "arn:aws:ses:*:*:identity/*" },
        { Effect: "Allow", Action: "ses:Send*", Resource: `arn:aws:ses:*:*:template/${name}` },
      );
    expect((await v1("SendTemplatedEmail", SEND, on("welcome"))).status).toBe(200);
    expect(await v1("SendTemplatedEmail", SEND, on("other"))).toMatchObject({ status: 403 });
    const stored = mailBy({ TemplateName: "welcome", TemplateData: DATA });
    expect(await v2(SEND_2, stored, on("other"))).toMatchObject({ status: 403 });
    expect(await v2(SEND_2, stored, on("welcome"))).toMatchObject({ status: 200 });
  });
});
