import { GetSendQuotaCommand, SESClient, SendEmailCommand as SendByV1 } from "@aws-sdk/client-ses";
import {
  CreateEmailIdentityCommand,
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
