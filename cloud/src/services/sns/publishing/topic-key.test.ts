import { describe, expect, test } from "vitest";
import type { ServiceCaller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import { send } from "../../../iam/testing/access-table.ts";
import { allow, arnOf as keyArnOf, policy, ROOT } from "../../kms/testing/world.ts";
import {
  arnOf,
  deliver,
  openSns,
  queueArn,
  refusal,
  type SnsWorld,
  snsCall,
  subscribed,
  taken,
  topic,
} from "../testing/world.ts";

const ARN = arnOf("news");
const BUCKET = "arn:aws:s3:::photos";
const serviceOf = (service: string, sourceArn: string): ServiceCaller => ({
  kind: "service",
  service,
  sourceArn,
  sourceAccount: "123456789012",
});
const S3 = serviceOf("s3.amazonaws.com", BUCKET);
const EVENTS = serviceOf("events.amazonaws.com", "arn:aws:events:eu-west-1:123456789012:rule/r");

const set = (world: SnsWorld, AttributeName: string, AttributeValue: string) =>
  taken(world, "SetTopicAttributes", { TopicArn: ARN, AttributeName, AttributeValue });

/** A topic under the key, with a queue that subscribed; services may publish to it. */
async function under(keyId: (world: SnsWorld) => Promise<string> | string): Promise<SnsWorld> {
  const world = openSns();
  await topic(world, "news");
  await subscribed(world, ARN, queueArn("a"));
  await set(
    world,
    "Policy",
    policy({ ...allow("SNS:Publish"), Resource: ARN, Principal: { Service: [S3.service, EVENTS.service] } }),
  );
  await set(world, "KmsMasterKeyId", await keyId(world));
  return world;
}
/** Id of the key of the topic. */
async function keyOf(world: SnsWorld): Promise<string> {
  const shown = await taken(world, "GetTopicAttributes", { TopicArn: ARN });
  return /<key>KmsMasterKeyId<\/key>\s*<value>([^<]*)/.exec(shown)?.[1] ?? "";
}

const ownKey =
  (...Statement: object[]) =>
  ({ kms }: SnsWorld): Promise<string> =>
    kms.key(Statement.length === 0 ? {} : { Policy: policy(managing, ...Statement) });
const managing = { ...allow("kms:*"), Principal: { AWS: ROOT } };
const toService = (service: string, more: object = {}) => ({
  ...allow(["kms:GenerateDataKey*", "kms:Decrypt"], more),
  Principal: { Service: service },
});

/** Publishes as a role with these statements; the code and text of a refusal. */
async function publishedBy(world: SnsWorld, statements: readonly object[], operation = "Publish") {
  const { account, service, kms } = world;
  const entries = { PublishBatchRequestEntries: [{ Id: "a", Message: "x" }] };
  const input = { TopicArn: ARN, ...(operation === "Publish" ? { Message: "x" } : entries) };
  const at = { ...account, service: service.http, signingName: "sns" };
  const { status, body } = await send(at, snsCall(operation, input), kms.as(...statements));
  const told = /<Code>(.*)<\/Code>\s*<Message>([^<]*)/.exec(String(body));
  return status < 300 ? "published" : `${status} ${told?.[1]}: ${told?.[2]}`;
}

function publishedFrom({ service }: SnsWorld, caller: ServiceCaller): string {
  try {
    service.topics.publish(caller, ARN, { message: "{}" });
    return "published";
  } catch (error) {
    return error instanceof AwsError ? error.code : String(error);
  }
}

const PUBLISH = allow("sns:Publish");
const GENERATE = allow("kms:GenerateDataKey*");
const DECRYPT = allow("kms:Decrypt");
const when = (statement: object, StringEquals: object) => ({ ...statement, Condition: { StringEquals } });

describe("SNS-9 a topic with a key of KMS", () => {
  test.each<[string, readonly object[], RegExp]>([
    ["both rights", [PUBLISH, GENERATE, DECRYPT], /^published$/],
    [
      "none",
      [PUBLISH],
      /^400 KMSAccessDenied: User: .* is not authorized to perform: kms:GenerateDataKey on/,
    ],
    ["kms:GenerateDataKey alone", [PUBLISH, GENERATE], /^400 KMSAccessDenied: .*kms:Decrypt on/],
    ["kms:Decrypt alone", [PUBLISH, DECRYPT], /^400 KMSAccessDenied: .*kms:GenerateDataKey on/],
    [
      "the rights on the key alone",
      [GENERATE, DECRYPT],
      /^403 AuthorizationError: .*SNS:Publish|sns:Publish/,
    ],
    [
      "both, by SNS and for this topic",
      [
        PUBLISH,
        when(allow(["kms:GenerateDataKey", "kms:Decrypt"]), {
          "kms:ViaService": "sns.eu-west-1.amazonaws.com",
          "kms:EncryptionContext:aws:sns:topicArn": ARN,
        }),
      ],
      /^published$/,
    ],
    [
      "both, for another topic",
      [
        PUBLISH,
        when(allow(["kms:GenerateDataKey", "kms:Decrypt"]), {
          "kms:EncryptionContext:aws:sns:topicArn": arnOf("other"),
        }),
      ],
      /^400 KMSAccessDenied: /,
    ],
    [
      "both, by another service",
      [
        PUBLISH,
        when(allow(["kms:GenerateDataKey", "kms:Decrypt"]), {
          "kms:ViaService": "sqs.eu-west-1.amazonaws.com",
        }),
      ],
      /^400 KMSAccessDenied: /,
    ],
  ])("SNS-9 a role with %s", async (_title, statements, expected) => {
    const world = await under(ownKey());
    for (const operation of ["Publish", "PublishBatch"]) {
      expect(await publishedBy(world, statements, operation)).toMatch(expected);
    }
    await deliver(world);
    expect(world.queued).toHaveLength(expected.source === "^published$" ? 2 : 0);
  });

  test("SNS-9 the key of AWS lets in who may publish, and no service", async () => {
    const world = await under(() => "alias/aws/sns");
    expect(await publishedBy(world, [PUBLISH])).toBe("published");
    expect(publishedFrom(world, S3)).toBe("KMSAccessDenied");
    expect(world.service.topics.decide(S3, ARN).allowed).toBe(false);
  });

  test.each<[string, readonly object[], string, string]>([
    ["no policy names a service", [], "KMSAccessDenied", "KMSAccessDenied"],
    ["it lets in S3", [toService(S3.service)], "published", "KMSAccessDenied"],
    ["it lets in EventBridge", [toService(EVENTS.service)], "KMSAccessDenied", "published"],
    [
      "it asks for the source: EventBridge tells none",
      [S3, EVENTS].map(({ service, sourceArn }) =>
        toService(service, {
          Condition: {
            ArnLike: { "aws:SourceArn": sourceArn },
            StringEquals: { "aws:SourceAccount": "123456789012" },
          },
        }),
      ),
      "published",
      "KMSAccessDenied",
    ],
    [
      "it asks for another source",
      [toService(S3.service, { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::other" } } })],
      "KMSAccessDenied",
      "KMSAccessDenied",
    ],
    [
      "it lets services make data keys, and not open them",
      [{ ...toService(S3.service), Action: "kms:GenerateDataKey*" }],
      "KMSAccessDenied",
      "KMSAccessDenied",
    ],
  ])("SNS-9 of services the key's policy decides: %s", async (_title, statements, s3, events) => {
    const world = await under(ownKey(...statements));
    expect([publishedFrom(world, S3), publishedFrom(world, EVENTS)]).toEqual([s3, events]);
    expect(world.service.topics.decide(S3, ARN).allowed).toBe(s3 === "published");
  });

  test("SNS-9 a key that is disabled, on its way out or not there", async () => {
    const world = await under(ownKey());
    const publishing = { TopicArn: ARN, Message: "x" };
    const KeyId = await keyOf(world);
    await world.kms.call("DisableKey", { KeyId });
    expect(await refusal(world, "Publish", publishing)).toBe(`KMSDisabled: ${keyArnOf(KeyId)} is disabled.`);
    await world.kms.call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
    expect(await refusal(world, "Publish", publishing)).toMatch(/^KMSInvalidState: /);
    await set(world, "KmsMasterKeyId", "alias/never-made");
    expect(await refusal(world, "Publish", publishing)).toMatch(/^KMSNotFound: /);
  });

  test("SNS-9 the key is shown, kept with the topic, and taken off by an empty text", async () => {
    const world = await under(ownKey({ ...allow("kms:Decrypt"), Effect: "Deny", Principal: "*" }));
    expect(await taken(world, "GetTopicAttributes", { TopicArn: ARN })).toContain(
      "<key>KmsMasterKeyId</key>",
    );
    expect(await publishedBy(world, [PUBLISH, GENERATE, DECRYPT])).toMatch(/^400 KMSAccessDenied/);
    await set(world, "KmsMasterKeyId", "");
    expect(await taken(world, "GetTopicAttributes", { TopicArn: ARN })).not.toContain("KmsMasterKeyId");
    expect(await publishedBy(world, [PUBLISH])).toBe("published");
  });
});
