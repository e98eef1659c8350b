import { randomUUID } from "node:crypto";
import { CreateKeyCommand, DisableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  KMSAccessDeniedException,
  KMSDisabledException,
  PublishCommand,
} from "@aws-sdk/client-sns";
import { afterAll, expect, inject, test } from "vitest";
import { clientsFor } from "../support/clients.ts";

const { credentials, endpoint, region } = inject("product");
const kms = new KMSClient({ credentials, endpoint, region, maxAttempts: 1 });
const { sns } = clientsFor(inject("product"));

const made: string[] = [];
afterAll(async () => {
  await Promise.all(made.map((TopicArn) => sns.send(new DeleteTopicCommand({ TopicArn }))));
  kms.destroy();
});

async function topicUnder(KmsMasterKeyId: string): Promise<string> {
  const Name = `key-${randomUUID()}`;
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name, Attributes: { KmsMasterKeyId } }));
  made.push(TopicArn);
  return TopicArn;
}
const publish = (TopicArn: string) => sns.send(new PublishCommand({ TopicArn, Message: "x" }));

test("SNS-9 the SDK publishes under a key that lets it, and is told why not by SNS's own exceptions", async () => {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata?.KeyId ?? "";
  const open = await topicUnder(KeyId);
  expect((await publish(open)).MessageId).toBeDefined();
  expect((await publish(await topicUnder("alias/aws/sns"))).MessageId).toBeDefined();

  await kms.send(new DisableKeyCommand({ KeyId }));
  await expect(publish(open)).rejects.toBeInstanceOf(KMSDisabledException);

  const account = KeyMetadata?.AWSAccountId ?? "";
  const root = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  const denied = { ...root, Effect: "Deny", Action: "kms:GenerateDataKey*" };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [root, denied] });
  const closed = await kms.send(new CreateKeyCommand({ Policy }));
  await expect(publish(await topicUnder(closed.KeyMetadata?.KeyId ?? ""))).rejects.toBeInstanceOf(
    KMSAccessDeniedException,
  );
});
