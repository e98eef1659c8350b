import {
  CreateTemplateCommand,
  GetSendQuotaCommand,
  ListTemplatesCommand,
  SESClient,
  SendEmailCommand as SendByV1,
  SendTemplatedEmailCommand,
  TestRenderTemplateCommand,
} from "@aws-sdk/client-ses";
import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  DeleteEmailTemplateCommand,
  GetConfigurationSetCommand,
  GetEmailTemplateCommand,
  ListEmailIdentitiesCommand,
  SESv2Client,
  SendEmailCommand,
} from "@aws-sdk/client-sesv2";
import { expect, inject, test } from "vitest";
import { refusalOf } from "../support/clients.ts";

const { credentials, endpoint, region } = inject("product");
const settings = { credentials, endpoint, region, maxAttempts: 1 };
const v1 = new SESClient(settings);
const v2 = new SESv2Client(settings);
const SENDER = "door@sdk.example";

test("the SDK for JavaScript: an identity that nobody has verified sends nothing, in either version", async () => {
  await v2.send(new CreateEmailIdentityCommand({ EmailIdentity: SENDER }));
  const { EmailIdentities = [] } = await v2.send(new ListEmailIdentitiesCommand({}));
  expect(EmailIdentities).toContainEqual(
    expect.objectContaining({ IdentityName: SENDER, SendingEnabled: false }),
  );
  const told = {
    name: "MessageRejected",
    message: `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${SENDER}`,
    status: 400,
  };
  const Destination = { ToAddresses: ["success@simulator.amazonses.com"] };
  const Message = { Subject: { Data: "Open" }, Body: { Text: { Data: "The door is open." } } };
  const first = new SendByV1({ Source: SENDER, Destination, Message });
  expect(await refusalOf(v1.send(first))).toEqual(told);
  const second = new SendEmailCommand({
    FromEmailAddress: SENDER,
    Destination,
    Content: { Simple: Message },
  });
  expect(await refusalOf(v2.send(second))).toEqual(told);
  expect((await v1.send(new GetSendQuotaCommand({}))).Max24HourSend).toBe(200);
});

test("the SDK for JavaScript: templates and configuration sets are the same in both versions", async () => {
  const TemplateName = "sdk-door";
  const Template = { TemplateName, SubjectPart: "{{door}}", HtmlPart: "<p>{{door}} is open.</p>" };
  await v1.send(new CreateTemplateCommand({ Template }));
  const { TemplatesMetadata = [] } = await v1.send(new ListTemplatesCommand({ MaxItems: 100 }));
  expect(TemplatesMetadata).toContainEqual({ Name: TemplateName, CreatedTimestamp: expect.any(Date) });
  expect(await v2.send(new GetEmailTemplateCommand({ TemplateName }))).toMatchObject({
    TemplateContent: { Subject: "{{door}}", Html: "<p>{{door}} is open.</p>" },
  });
  const render = (TemplateData: string) =>
    v1.send(new TestRenderTemplateCommand({ TemplateName, TemplateData }));
  expect((await render('{"door":"North"}')).RenderedTemplate).toContain("<p>North is open.</p>");
  expect(await refusalOf(render("{}"))).toEqual({
    name: "MissingRenderingAttributeException",
    message: "Attribute 'door' is not present in the rendering data.",
    status: 400,
  });
  const templated = new SendTemplatedEmailCommand({
    ...{ Source: SENDER, Template: TemplateName, TemplateData: "{}" },
    Destination: { ToAddresses: ["success@simulator.amazonses.com"] },
  });
  expect(await refusalOf(v1.send(templated))).toMatchObject({ name: "MessageRejected" });
  await v2.send(new DeleteEmailTemplateCommand({ TemplateName }));
  expect(await refusalOf(v1.send(templated))).toMatchObject({ name: "TemplateDoesNotExistException" });

  const off = { ConfigurationSetName: "sdk-off", SendingOptions: { SendingEnabled: false } };
  await v2.send(new CreateConfigurationSetCommand(off));
  expect(await v2.send(new GetConfigurationSetCommand({ ConfigurationSetName: "sdk-off" }))).toMatchObject(
    off,
  );
  expect(
    await refusalOf(v2.send(new GetConfigurationSetCommand({ ConfigurationSetName: "none" }))),
  ).toMatchObject({
    name: "NotFoundException",
    status: 404,
  });
});
