import { beforeEach, describe, expect, test } from "vitest";
import { SIMPLE, SIMPLE_2, sesWorld } from "./testing/world.ts";

let ses: ReturnType<typeof sesWorld>;
beforeEach(async () => {
  ses = sesWorld();
  await ses.verify("a@example.com", "b@example.org");
});
const v1: typeof ses.v1 = (...given) => ses.v1(...given);
const v2: typeof ses.v2 = (...given) => ses.v2(...given);
const SETS = "/v2/email/configuration-sets";
const SEND_2 = "POST /v2/email/outbound-emails";

describe("SES-6 configuration sets", () => {
  test("SES-6 a mail names one that is there, or is refused", async () => {
    const by = { ...SIMPLE, ConfigurationSetName: "plain" };
    const gone = {
      ...{ status: 400, code: "ConfigurationSetDoesNotExist" },
      message: "Configuration set <plain> does not exist.",
    };
    expect(await v1("SendEmail", by)).toMatchObject(gone);
    await v1("CreateConfigurationSet", { "ConfigurationSet.Name": "plain" });
    expect((await v1("SendEmail", by)).status).toBe(200);
    expect(await v2(SEND_2, { ...SIMPLE_2, ConfigurationSetName: "plain" })).toMatchObject({ status: 200 });
    await v1("DeleteConfigurationSet", { ConfigurationSetName: "plain" });
    expect(await v1("SendEmail", by)).toMatchObject(gone);
    for (const call of ["DeleteConfigurationSet", "DescribeConfigurationSet"]) {
      expect(await v1(call, { ConfigurationSetName: "plain" })).toMatchObject(gone);
    }
    expect(await v2(SEND_2, { ...SIMPLE_2, ConfigurationSetName: "plain" })).toMatchObject({
      ...{ status: 404, code: "NotFoundException" },
    });
    expect(ses.mails).toHaveLength(2);
  });

  test("SES-6 one that may not send lets no mail through", async () => {
    const off = { ConfigurationSetName: "off", SendingOptions: { SendingEnabled: false } };
    await v2(`POST ${SETS}`, off);
    expect(await v1("SendEmail", { ...SIMPLE, ConfigurationSetName: "off" })).toMatchObject({
      ...{ status: 400, code: "ConfigurationSetSendingPausedException" },
    });
    expect(await v2(SEND_2, { ...SIMPLE_2, ConfigurationSetName: "off" })).toMatchObject({
      ...{ status: 400, code: "SendingPausedException" },
    });
    expect(ses.mails).toEqual([]);
  });

  test("SES-6 a raw message may name one in its header, where the call names none", async () => {
    const off = { ConfigurationSetName: "off", SendingOptions: { SendingEnabled: false } };
    await v2(`POST ${SETS}`, off);
    await v2(`POST ${SETS}`, { ConfigurationSetName: "on" });
    const rawWith = (header: string) =>
      Buffer.from(`From: a@example.com\r\nTo: b@example.org\r\n${header}\r\n\r\nBody`).toString("base64");
    const data = rawWith("X-SES-CONFIGURATION-SET: off");
    const raw = { "RawMessage.Data": data };
    const raw2 = { Content: { Raw: { Data: data } } };
    expect(await v1("SendRawEmail", raw)).toMatchObject({ code: "ConfigurationSetSendingPausedException" });
    expect(await v2(SEND_2, raw2)).toMatchObject({ code: "SendingPausedException" });
    const identities = "arn:aws:ses:*:*:identity/*";
    const caller = ses.as({ Effect: "Allow", Action: "ses:SendRawEmail", Resource: identities });
    expect((await v1("SendRawEmail", raw, caller)).status).toBe(403);
    expect((await v1("SendRawEmail", { ...raw, ConfigurationSetName: "on" })).status).toBe(200);
    expect(await v2(SEND_2, { ...raw2, ConfigurationSetName: "on" })).toMatchObject({ status: 200 });
    const arn = { "RawMessage.Data": rawWith("X-SES-SOURCE-ARN: arn:aws:ses:eu-west-1:1:identity/x.net") };
    expect(await v1("SendRawEmail", arn)).toMatchObject({ code: "UnsupportedOperationException" });
  });

  test("both versions tell of the same ones", async () => {
    const Tags = [{ Key: "team", Value: "home" }];
    await v2(`POST ${SETS}`, { ConfigurationSetName: "b", Tags });
    expect(await v2(`POST ${SETS}`, { ConfigurationSetName: "b" })).toMatchObject({
      ...{ status: 400, code: "AlreadyExistsException" },
    });
    expect(await v1("CreateConfigurationSet", { "ConfigurationSet.Name": "b" })).toMatchObject({
      code: "ConfigurationSetAlreadyExists",
    });
    await v1("CreateConfigurationSet", { "ConfigurationSet.Name": "a" });
    expect(await v2("POST /v2/email/list-configuration-sets", { PageSize: 1 })).toMatchObject({
      ConfigurationSets: ["a"],
      NextToken: expect.any(String),
    });
    expect((await v1("ListConfigurationSets")).text).toMatch(/<Name>a<\/Name>.*<Name>b<\/Name>/s);
    const described = await v1("DescribeConfigurationSet", {
      ...{ ConfigurationSetName: "a", "ConfigurationSetAttributeNames.member.1": "reputationOptions" },
    });
    expect(described.text).toContain("<SendingEnabled>true</SendingEnabled>");
    expect(await v2(`GET ${SETS}/b`, undefined)).toMatchObject({
      ...{ ConfigurationSetName: "b", SendingOptions: { SendingEnabled: true }, Tags },
    });
    expect(await v2(`DELETE ${SETS}/b`, undefined)).toMatchObject({ status: 200 });
    for (const method of ["GET", "DELETE"]) {
      expect(await v2(`${method} ${SETS}/b`, undefined)).toMatchObject({
        ...{ status: 404, code: "NotFoundException" },
      });
    }
  });

  test.each([
    [{ ConfigurationSetName: "a b" }, "BadRequestException"],
    [{ ConfigurationSetName: "x".repeat(65) }, "BadRequestException"],
    [{ ConfigurationSetName: "a", Tags: [{ Key: "aws:x", Value: "1" }] }, "BadRequestException"],
    [
      { ConfigurationSetName: "a", TrackingOptions: { CustomRedirectDomain: "a.example" } },
      "UnsupportedOperationException",
    ],
    [
      { ConfigurationSetName: "a", SuppressionOptions: { SuppressedReasons: ["BOUNCE"] } },
      "UnsupportedOperationException",
    ],
    [
      { ConfigurationSetName: "a", DeliveryOptions: { TlsPolicy: "REQUIRE" } },
      "UnsupportedOperationException",
    ],
  ])("%j is refused", async (input, code) => {
    expect(await v2(`POST ${SETS}`, input)).toMatchObject({ status: 400, code });
    expect(await v2("POST /v2/email/list-configuration-sets", {})).toMatchObject({ ConfigurationSets: [] });
  });

  test("SES-1 its tags count for who may send under it", async () => {
    const Tags = [{ Key: "team", Value: "home" }];
    await v2(`POST ${SETS}`, { ConfigurationSetName: "plain", Tags });
    const by = (team: string) =>
      ses.as(
        { Effect: "Allow", Action: "ses:SendEmail", Resource: "arn:aws:ses:*:*:identity/*" },
        {
          ...{ Effect: "Allow", Action: "ses:SendEmail", Resource: "arn:aws:ses:*:*:configuration-set/*" },
          Condition: { StringEquals: { "aws:ResourceTag/team": team } },
        },
      );
    const mail = { ...SIMPLE, ConfigurationSetName: "plain" };
    expect((await v1("SendEmail", mail, by("home"))).status).toBe(200);
    expect((await v1("SendEmail", mail, by("other"))).status).toBe(403);
  });
});
