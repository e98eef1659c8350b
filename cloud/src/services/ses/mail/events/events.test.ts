import { beforeEach, describe, expect, test } from "vitest";
import { SIMPLE, SIMPLE_2, sesWorld, TOPIC } from "../../testing/world.ts";

const BUS = "arn:aws:events:eu-west-1:123456789012:event-bus/default";
const SET = "arn:aws:ses:eu-west-1:123456789012:configuration-set/plain";
const SEND_2 = "POST /v2/email/outbound-emails";
const DESTINATIONS = "/v2/email/configuration-sets/plain/event-destinations";
const ALL = ["SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "RENDERING_FAILURE"];
const VALIDATED = "Successfully validated SNS topic for Amazon SES event publishing.";

let ses: ReturnType<typeof sesWorld>;
beforeEach(async () => {
  ses = sesWorld();
  await ses.verify("a@example.com", "b@example.org");
  ses.topics.set(TOPIC, {});
  await ses.v2("POST /v2/email/configuration-sets", { ConfigurationSetName: "plain" });
});

const toTopic = { Enabled: true, MatchingEventTypes: ALL, SnsDestination: { TopicArn: TOPIC } };
const toBus = { Enabled: true, MatchingEventTypes: ALL, EventBridgeDestination: { EventBusArn: BUS } };
const make = (EventDestination: object, EventDestinationName = "told") =>
  ses.v2(`POST ${DESTINATIONS}`, { EventDestinationName, EventDestination });
const sendTo = (to: string) =>
  ses.v2(SEND_2, {
    ...{ ...SIMPLE_2, ConfigurationSetName: "plain", Destination: { ToAddresses: [to] } },
    EmailTags: [{ Name: "order", Value: "7" }],
  });
/** Events that came to the topic, without the text of its validation. */
const told = () =>
  ses.published
    .filter(({ to, what }) => to === TOPIC && what !== VALIDATED)
    .map(({ what }) => JSON.parse(String(what)) as Readonly<Record<string, unknown>>);

describe("events of mails", () => {
  test("a mail is told to the topic: that it was sent, and that it arrived", async () => {
    await make(toTopic);
    expect(ses.published).toEqual([
      {
        to: TOPIC,
        subject: undefined,
        what: VALIDATED,
        caller: {
          ...{ kind: "service", service: "ses.amazonaws.com" },
          ...{ sourceArn: SET, sourceAccount: "123456789012" },
        },
      },
    ]);
    const { MessageId } = (await sendTo("b@example.org")) as { MessageId?: string };
    const mail = {
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      source: "a@example.com",
      sourceArn: "arn:aws:ses:eu-west-1:123456789012:identity/a@example.com",
      sendingAccountId: "123456789012",
      messageId: MessageId,
      destination: ["b@example.org"],
      headersTruncated: false,
      headers: [
        { name: "From", value: "a@example.com" },
        { name: "To", value: "b@example.org" },
        { name: "Subject", value: "Open" },
        { name: "MIME-Version", value: "1.0" },
      ],
      commonHeaders: {
        ...{ from: ["a@example.com"], to: ["b@example.org"], messageId: MessageId, subject: "Open" },
      },
      tags: {
        "ses:operation": ["SendEmail"],
        "ses:configuration-set": ["plain"],
        "ses:source-ip": [expect.any(String)],
        "ses:from-domain": ["example.com"],
        "ses:caller-identity": ["administrator"],
        order: ["7"],
      },
    };
    expect(told()).toEqual([
      { eventType: "Send", mail, send: {} },
      {
        eventType: "Delivery",
        mail,
        delivery: {
          timestamp: mail.timestamp,
          processingTimeMillis: 0,
          recipients: ["b@example.org"],
          smtpResponse: "250 2.6.0 Message received",
          reportingMTA: "localhost",
        },
      },
    ]);
    expect(ses.published.slice(1).map(({ subject }) => subject)).toEqual([
      "Amazon SES Email Event Notification",
      "Amazon SES Email Event Notification",
    ]);
  });

  test.each<[string, readonly string[], boolean, object]>([
    ["success@simulator.amazonses.com", ["Send", "Delivery"], true, {}],
    [
      "bounce+label@simulator.amazonses.com",
      ["Send", "Bounce"],
      false,
      { bounce: { bounceType: "Permanent", bounceSubType: "General" } },
    ],
    [
      "Suppressionlist@simulator.amazonses.com",
      ["Send", "Bounce"],
      false,
      { bounce: { bounceSubType: "Suppressed" } },
    ],
    [
      "complaint@simulator.amazonses.com",
      ["Send", "Delivery", "Complaint"],
      true,
      { complaint: { complaintFeedbackType: "abuse" } },
    ],
  ])("a mail to %s: %j", async (address, types, arrives, last) => {
    await make(toTopic);
    await sendTo(address);
    expect(told().map(({ eventType }) => eventType)).toEqual(types);
    expect(told().at(-1)).toMatchObject(last);
    expect(ses.mails).toHaveLength(arrives ? 1 : 0);
  });

  test("a raw message with the file that scanners are tried with is rejected; a harmless one is not", async () => {
    await make(toTopic);
    const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
    const raw = (attached: string) => ({
      ConfigurationSetName: "plain",
      Content: {
        Raw: {
          Data: Buffer.from(
            [
              ...["From: a@example.com", "To: b@example.org", "Subject: Raw", "X-Own: mine"],
              ...['Content-Type: multipart/mixed; boundary="b"', "", "--b", "", "Text", "--b"],
              ...["Content-Type: text/plain; name=x.txt", "Content-Transfer-Encoding: base64", ""],
              ...[Buffer.from(attached).toString("base64"), "--b--", ""],
            ].join("\r\n"),
          ).toString("base64"),
        },
      },
    });
    expect(await ses.v2(SEND_2, raw(eicar))).toMatchObject({ status: 200 });
    expect(told()).toMatchObject([{ eventType: "Reject", reject: { reason: "Bad content" } }]);
    expect(ses.mails).toEqual([]);
    expect(ses.events.at(-1)).toMatchObject({ verdict: "deny", wire: { code: "Reject" } });
    await ses.v2(SEND_2, raw("harmless"));
    expect(told().map(({ eventType }) => eventType)).toEqual(["Reject", "Send", "Delivery"]);
    expect(told()[1]).toMatchObject({
      mail: { headers: expect.arrayContaining([{ name: "X-Own", value: "mine" }]) },
    });
  });

  test("a template that lacks data is told as a failure of rendering", async () => {
    await make(toTopic);
    await ses.v2("POST /v2/email/templates", {
      ...{ TemplateName: "welcome", TemplateContent: { Subject: "Hello", Text: "Hello, {{name}}" } },
    });
    const Template = { TemplateName: "welcome", TemplateData: "{}" };
    await ses.v2(SEND_2, { ...SIMPLE_2, ConfigurationSetName: "plain", Content: { Template } });
    expect(told()).toMatchObject([
      {
        eventType: "Rendering Failure",
        failure: {
          errorMessage: "Attribute 'name' is not present in the rendering data.",
          templateName: "welcome",
        },
      },
    ]);
  });

  test("EventBridge is told on the default bus, by the set", async () => {
    await make(toBus);
    await sendTo("b@example.org");
    expect(ses.published.map(({ what }) => what)).toMatchObject([
      { source: "aws.ses", detailType: "Email Sent", resources: [SET], detail: { eventType: "Send" } },
      { source: "aws.ses", detailType: "Email Delivered", detail: { eventType: "Delivery" } },
    ]);
  });

  test("only what is asked for, of what is enabled, by mails of the set", async () => {
    await make({ ...toTopic, MatchingEventTypes: ["DELIVERY"] });
    await make({ ...toBus, Enabled: false }, "off");
    await ses.v1("SendEmail", SIMPLE);
    expect(told()).toEqual([]);
    await sendTo("b@example.org");
    expect(told().map(({ eventType }) => eventType)).toEqual(["Delivery"]);
    expect(ses.published.filter(({ to }) => to === "default")).toEqual([]);
    await ses.v2(`DELETE ${DESTINATIONS}/told`, undefined);
    await sendTo("b@example.org");
    expect(told()).toHaveLength(1);
  });

  test("SES-8 a topic that lets the set in no more loses its events; the mail goes, and people are told", async () => {
    await make(toTopic);
    ses.topics.set(TOPIC, { allows: () => false });
    expect(await sendTo("b@example.org")).toMatchObject({ status: 200 });
    expect([told(), ses.mails.length]).toEqual([[], 1]);
    expect(ses.events.filter(({ step }) => step === "event-destination")).toMatchObject([
      { verdict: "deny", who: SET, operation: `Send ${TOPIC}` },
      { verdict: "deny", who: SET, operation: `Delivery ${TOPIC}` },
    ]);
  });
});

describe("event destinations", () => {
  test.each<[string, object, string]>([
    ["no such topic", { ...toTopic, SnsDestination: { TopicArn: `${TOPIC}2` } }, "BadRequestException"],
    ["another bus", { ...toBus, EventBridgeDestination: { EventBusArn: `${BUS}2` } }, "BadRequestException"],
    ["two", { ...toTopic, ...toBus }, "BadRequestException"],
    ["none", { MatchingEventTypes: ALL }, "BadRequestException"],
    ["no types", { ...toTopic, MatchingEventTypes: [] }, "BadRequestException"],
    ["opening", { ...toTopic, MatchingEventTypes: ["SEND", "OPEN"] }, "UnsupportedOperationException"],
    ["clicks", { ...toTopic, MatchingEventTypes: ["CLICK"] }, "UnsupportedOperationException"],
    [
      "Firehose",
      {
        MatchingEventTypes: ["SEND"],
        KinesisFirehoseDestination: { IamRoleArn: "a", DeliveryStreamArn: "b" },
      },
      "UnsupportedOperationException",
    ],
  ])("%s: refused", async (_title, destination, code) => {
    expect(await make(destination)).toMatchObject({ status: 400, code });
    expect(await ses.v2(`GET ${DESTINATIONS}`, undefined)).toMatchObject({ EventDestinations: [] });
  });

  test("SES-8 a topic whose policy lets other sets in is no destination; a FIFO topic is none", async () => {
    ses.topics.set(TOPIC, { allows: (caller) => caller.kind === "service" && caller.sourceArn !== SET });
    expect(await make(toTopic)).toMatchObject({
      ...{ status: 400, code: "BadRequestException", message: `Could not publish to SNS topic <${TOPIC}>.` },
    });
    ses.topics.set(TOPIC, { isFifo: true });
    expect(await make(toTopic)).toMatchObject({ status: 400, code: "BadRequestException" });
    ses.topics.set(TOPIC, {});
    expect(await make(toTopic)).toMatchObject({ status: 200 });
    ses.topics.set(TOPIC, { allows: () => false });
    const changed = { EventDestination: { ...toTopic, MatchingEventTypes: ["SEND"] } };
    expect(await ses.v2(`PUT ${DESTINATIONS}/told`, changed)).toMatchObject({ status: 400 });
    expect(ses.published).toHaveLength(1);
  });

  test("both versions tell of the same ones, across a restart", async () => {
    const v1 = (action: string, fields: Record<string, string>) =>
      ses.v1(action, { ConfigurationSetName: "plain", ...fields });
    const given = {
      "EventDestination.Name": "told",
      "EventDestination.Enabled": "true",
      "EventDestination.MatchingEventTypes.member.1": "renderingFailure",
      "EventDestination.SNSDestination.TopicARN": TOPIC,
    };
    expect((await v1("CreateConfigurationSetEventDestination", given)).status).toBe(200);
    expect(await v1("CreateConfigurationSetEventDestination", given)).toMatchObject({
      ...{ status: 400, code: "EventDestinationAlreadyExists" },
    });
    ses.restart();
    const shown = { Name: "told", Enabled: true, SnsDestination: { TopicArn: TOPIC } };
    expect(await ses.v2(`GET ${DESTINATIONS}`, undefined)).toMatchObject({
      EventDestinations: [{ ...shown, MatchingEventTypes: ["RENDERING_FAILURE"] }],
    });
    const more = { ...given, "EventDestination.MatchingEventTypes.member.2": "send" };
    expect((await v1("UpdateConfigurationSetEventDestination", more)).status).toBe(200);
    const described = await v1("DescribeConfigurationSet", {
      "ConfigurationSetAttributeNames.member.1": "eventDestinations",
    });
    expect(described.text).toMatch(/<member>send<\/member>.*<member>renderingFailure<\/member>/s);
    expect(described.text).toContain(`<TopicARN>${TOPIC}</TopicARN>`);
    const gone = { EventDestinationName: "told" };
    expect((await v1("DeleteConfigurationSetEventDestination", gone)).status).toBe(200);
    for (const [action, fields] of [
      ["DeleteConfigurationSetEventDestination", gone],
      ["UpdateConfigurationSetEventDestination", given],
    ] as const) {
      expect(await v1(action, fields)).toMatchObject({ status: 400, code: "EventDestinationDoesNotExist" });
    }
    expect(await ses.v2(`DELETE ${DESTINATIONS}/told`, undefined)).toMatchObject({
      ...{ status: 404, code: "NotFoundException" },
    });
    ses.topics.delete(TOPIC);
    expect(await v1("CreateConfigurationSetEventDestination", given)).toMatchObject({
      code: "InvalidSNSDestination",
    });
  });
});
