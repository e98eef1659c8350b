import {
  CreateTemplateCommand,
  GetSendQuotaCommand,
  ListTemplatesCommand,
  SESClient,
  SendEmailCommand as SendByV1,
  SendRawEmailCommand,
  SendTemplatedEmailCommand,
  TestRenderTemplateCommand,
  VerifyEmailIdentityCommand,
} from "@aws-sdk/client-ses";
import {
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  CreateEmailIdentityCommand,
  DeleteEmailTemplateCommand,
  GetConfigurationSetCommand,
  GetEmailTemplateCommand,
  ListEmailIdentitiesCommand,
  SESv2Client,
  SendEmailCommand,
} from "@aws-sdk/client-sesv2";
import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";

const facts = inject("product");
const { credentials, endpoint, region } = facts;
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

test("the SDK for JavaScript: a whole MIME message comes to the mailbox, in either version, once its sender is verified", async () => {
  const from = "raw@sdk.example";
  const to = "success+raw@simulator.amazonses.com";
  const message = (Subject: string, sender = from) =>
    Buffer.from(
      [
        `From: =?utf-8?Q?Die_T=C3=BCr?= <${sender}>`,
        `To: ${to}`,
        `Subject: ${Subject}`,
        ...["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"', "", "--b"],
        ...["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", ""],
        ...[Buffer.from("Die Tür ist offen.").toString("base64"), "--b"],
        ...[
          'Content-Type: text/csv; name="doors.csv"',
          "Content-Disposition: attachment",
          "",
          "a,b",
          "--b--",
        ],
        "",
      ].join("\r\n"),
    );
  const byV1 = (Data: Uint8Array) => v1.send(new SendRawEmailCommand({ RawMessage: { Data } }));
  const byV2 = (Data: Uint8Array) => v2.send(new SendEmailCommand({ Content: { Raw: { Data } } }));
  const told = { name: "MessageRejected", message: expect.stringContaining(from), status: 400 };
  expect(await refusalOf(byV1(message("One")))).toEqual(told);
  expect(await refusalOf(byV2(message("Two")))).toEqual(told);

  await v1.send(new VerifyEmailIdentityCommand({ EmailAddress: from }));
  const [asked] = await mailsTo(from);
  const [link] = /http:\/\/\S+/.exec(asked?.body ?? "") ?? [];
  expect((await fetch(link ?? "")).status).toBe(200);
  expect((await byV1(message("One"))).MessageId).toMatch(/^0100/);
  expect((await byV2(message("Two"))).MessageId).toMatch(/^0100/);
  expect([...(await mailsTo(to))].reverse()).toMatchObject([
    { subject: "One", body: expect.stringContaining("Die Tür ist offen.") },
    { subject: "Two", body: expect.stringContaining("doors.csv") },
  ]);
  expect(await refusalOf(byV2(Buffer.from(`Subject: none\r\nTo: ${to}\r\n\r\nx`)))).toMatchObject({
    status: 400,
  });
});

test("SES-8 a bounce reaches a queue by a topic that lets the configuration set in, and is kept out before", async () => {
  const { sns, sqs } = clientsFor(facts);
  const from = "bounces@sdk.example";
  await v1.send(new VerifyEmailIdentityCommand({ EmailAddress: from }));
  const [asked] = await mailsTo(from);
  await fetch(/http:\/\/\S+/.exec(asked?.body ?? "")?.[0] ?? "");
  const ConfigurationSetName = "sdk-bounces";
  await v2.send(new CreateConfigurationSetCommand({ ConfigurationSetName }));
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: ConfigurationSetName }));
  const queueArn = `arn:aws:sqs:${region}:123456789012:${ConfigurationSetName}`;
  const allow = (Service: string, Action: string, Resource: string, sourceArn: string) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          ...{ Effect: "Allow", Principal: { Service }, Action, Resource },
          Condition: { ArnEquals: { "aws:SourceArn": sourceArn } },
        },
      ],
    });
  const Policy = allow("sns.amazonaws.com", "sqs:SendMessage", queueArn, TopicArn);
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: ConfigurationSetName, Attributes: { Policy } }),
  );
  await sns.send(
    new SubscribeCommand({
      ...{ TopicArn, Protocol: "sqs", Endpoint: queueArn },
      Attributes: { RawMessageDelivery: "true" },
    }),
  );
  const destination = new CreateConfigurationSetEventDestinationCommand({
    ...{ ConfigurationSetName, EventDestinationName: "bounces" },
    EventDestination: {
      ...{ Enabled: true, MatchingEventTypes: ["BOUNCE"], SnsDestination: { TopicArn } },
    },
  });
  const own = { name: "BadRequestException", message: `Could not publish to SNS topic <${TopicArn}>.` };
  expect(await refusalOf(v2.send(destination))).toMatchObject(own);
  const set = `arn:aws:ses:${region}:123456789012:configuration-set/${ConfigurationSetName}`;
  const AttributeValue = allow("ses.amazonaws.com", "sns:Publish", TopicArn, set);
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
  await v2.send(destination);

  const { MessageId } = await v2.send(
    new SendEmailCommand({
      ...{ FromEmailAddress: from, ConfigurationSetName },
      Destination: { ToAddresses: ["bounce@simulator.amazonses.com"] },
      Content: { Simple: { Subject: { Data: "Open" }, Body: { Text: { Data: "The door is open." } } } },
    }),
  );
  const received: string[] = [];
  while (received.length < 2) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    received.push(...Messages.map(({ Body = "" }) => Body));
  }
  const validated = "Successfully validated SNS topic for Amazon SES event publishing.";
  const [event = "{}"] = received.filter((body) => body !== validated);
  expect(JSON.parse(event)).toMatchObject({
    eventType: "Bounce",
    mail: { messageId: MessageId, tags: { "ses:configuration-set": [ConfigurationSetName] } },
    bounce: {
      bouncedRecipients: [{ emailAddress: "bounce@simulator.amazonses.com", status: "5.1.1" }],
    },
  });
});

interface Mail {
  readonly destination: string;
  readonly subject: string;
  readonly body: string;
}
async function mailsTo(to: string): Promise<readonly Mail[]> {
  const answer = await fetch(`${endpoint}/_portcullis/mailbox`);
  const { messages } = (await answer.json()) as { readonly messages: readonly Mail[] };
  return messages.filter(({ destination }) => destination === to);
}
